/**
 * What the page does when scripting is on: filters, links that open what they point at, everything unfolded for print. It adds
 * no text of its own to the page and sends nothing; the page is whole without it. Filters live in the fragment
 * ("#?verdict=fail&doc=RFC+7009"), so that a link to a filtered view can be sent.
 */
export const script = `
'use strict';
(() => {
  const form = document.getElementById('filters');
  const rows = [...document.querySelectorAll('#all .checks > li')];
  const docs = [...document.querySelectorAll('details.doc')];
  const output = form.querySelector('output');
  const textOf = new Map();
  const wanted = () => {
    const data = new FormData(form);
    return { verdicts: data.getAll('verdict'), endpoint: data.get('endpoint'), doc: data.get('doc'), text: data.get('text').trim().toLowerCase() };
  };
  const searchable = (row) => {
    if (!textOf.has(row)) textOf.set(row, ((row.closest('.req')?.firstElementChild.textContent ?? '') + ' ' + row.textContent).toLowerCase());
    return textOf.get(row);
  };
  const apply = () => {
    const { verdicts, endpoint, doc, text } = wanted();
    let shown = 0;
    for (const row of rows) {
      const fits = (verdicts.length === 0 || verdicts.includes(row.dataset.verdict)) && (!endpoint || row.dataset.endpoint === endpoint) &&
        (!doc || row.closest('.doc').dataset.doc === doc) && (!text || searchable(row).includes(text));
      row.hidden = !fits;
      if (fits) shown += 1;
    }
    for (const name of ['.req', '.sect', '.doc']) {
      for (const box of document.querySelectorAll('#all ' + name)) box.hidden = box.querySelector('.checks > li:not([hidden])') === null;
    }
    document.getElementById('nothing').hidden = shown > 0;
    const filtered = verdicts.length > 0 || Boolean(endpoint || doc || text);
    for (const box of docs) box.open = filtered && !box.hidden;
    output.textContent = shown === rows.length ? rows.length + ' checks' : shown + ' of ' + rows.length + ' checks';
  };
  const remember = () => {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ''));
    history.replaceState(null, '', query.size === 0 ? location.pathname + location.search : '#?' + query);
  };
  const read = () => {
    const query = new URLSearchParams(location.hash.slice(2));
    form.reset();
    for (const box of form.querySelectorAll('input[type=checkbox]')) box.checked = query.getAll('verdict').includes(box.value);
    for (const name of ['endpoint', 'doc', 'text']) form.elements[name].value = query.get(name) ?? '';
    apply();
  };
  const follow = () => {
    if (location.hash.startsWith('#?')) {
      read();
      document.getElementById('all').scrollIntoView();
      return;
    }
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { return; }
    const target = id === '' ? null : document.getElementById(id);
    if (target === null) return;
    if (target.closest('[hidden]') !== null) { form.reset(); apply(); }
    for (let box = target; box !== null; box = box.parentElement) if (box.tagName === 'DETAILS') box.open = true;
    target.scrollIntoView();
    (target.tagName === 'DETAILS' ? target.firstElementChild : target).focus({ preventScroll: true });
  };
  form.hidden = false;
  form.addEventListener('input', () => { apply(); remember(); });
  form.querySelector('button[type=reset]').addEventListener('click', () => setTimeout(() => { apply(); remember(); }));
  form.addEventListener('submit', (event) => event.preventDefault());
  addEventListener('hashchange', follow);
  let unfolded = [];
  addEventListener('beforeprint', () => {
    unfolded = [...docs.filter((box) => !box.hidden && !box.open), ...document.querySelectorAll('li[data-verdict=fail]:not([hidden]) > details:not([open]), li[data-verdict=warn]:not([hidden]) > details:not([open])')];
    for (const box of unfolded) box.open = true;
  });
  addEventListener('afterprint', () => { for (const box of unfolded) box.open = false; });
  output.textContent = rows.length + ' checks';
  follow();
})();
`
