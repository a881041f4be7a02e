// What the page does when scripting is on: filters, links that open what they point at, everything unfolded for print. It adds no text of its own to
// the page and sends nothing; the page is whole without it. Filters live in the fragment ("#?verdict=fail&doc=RFC+7009"), so that a link to a filtered
// view can be sent. The text of this file is what stands in the page, as a classic script: no import, no export.
;(() => {
  /**
   * @template {Element} T
   * @param {ParentNode} within
   * @param {string} selector
   * @param {new () => T} type
   * @returns {T}
   */
  const one = (within, selector, type) => {
    const found = within.querySelector(selector)
    if (found instanceof type) return found
    throw new Error(`the page has no ${selector}`)
  }
  /**
   * @template {Element} T
   * @param {string} selector
   * @param {new () => T} type
   * @returns {T[]}
   */
  const all = (selector, type) =>
    [...document.querySelectorAll(selector)].flatMap((each) => (each instanceof type ? [each] : []))

  const form = one(document, '#filters', HTMLFormElement)
  const output = one(form, 'output', HTMLOutputElement)
  const boxes = all('#filters input[type=checkbox]', HTMLInputElement)
  const fields = {
    endpoint: one(form, '[name=endpoint]', HTMLSelectElement),
    doc: one(form, '[name=doc]', HTMLSelectElement),
    text: one(form, '[name=text]', HTMLInputElement),
  }
  const rows = all('#all .checks > li', HTMLElement)
  const docs = all('details.doc', HTMLDetailsElement)
  /** @type {Map<HTMLElement, string>} */
  const textOf = new Map()

  /** @param {HTMLElement} row */
  const searchable = (row) => {
    const known = textOf.get(row)
    if (known !== undefined) return known
    const text = `${row.closest('.req')?.firstElementChild?.textContent ?? ''} ${row.textContent}`.toLowerCase()
    textOf.set(row, text)
    return text
  }

  const apply = () => {
    const verdicts = boxes.filter((box) => box.checked).map((box) => box.value)
    const [endpoint, doc, text] = [fields.endpoint.value, fields.doc.value, fields.text.value.trim().toLowerCase()]
    /** @param {HTMLElement} row */
    const docOf = (row) => {
      const box = row.closest('.doc')
      return box instanceof HTMLElement ? box.dataset.doc : undefined
    }
    /** @param {HTMLElement} row */
    const fits = (row) =>
      (verdicts.length === 0 || verdicts.includes(row.dataset.verdict ?? '')) &&
      (endpoint === '' || row.dataset.endpoint === endpoint) &&
      (doc === '' || docOf(row) === doc) &&
      (text === '' || searchable(row).includes(text))
    for (const row of rows) row.hidden = !fits(row)
    for (const box of all('#all .req, #all .sect, #all .doc', HTMLElement))
      box.hidden = box.querySelector('.checks > li:not([hidden])') === null
    const shown = rows.filter((row) => !row.hidden).length
    one(document, '#nothing', HTMLElement).hidden = shown > 0
    const filtered = verdicts.length > 0 || endpoint !== '' || doc !== '' || text !== ''
    for (const box of docs) box.open = filtered && !box.hidden
    output.textContent = shown === rows.length ? `${rows.length} checks` : `${shown} of ${rows.length} checks`
  }

  const remember = () => {
    const query = new URLSearchParams()
    for (const box of boxes) if (box.checked) query.append('verdict', box.value)
    for (const [name, { value }] of Object.entries(fields)) if (value !== '') query.append(name, value)
    history.replaceState(null, '', query.size === 0 ? location.pathname + location.search : `#?${query}`)
  }

  const read = () => {
    const query = new URLSearchParams(location.hash.slice(2))
    form.reset()
    for (const box of boxes) box.checked = query.getAll('verdict').includes(box.value)
    for (const [name, field] of Object.entries(fields)) field.value = query.get(name) ?? ''
    apply()
  }

  const targetOf = () => {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)))
    } catch {
      return null
    }
  }

  const follow = () => {
    if (location.hash.startsWith('#?')) {
      read()
      one(document, '#all', HTMLElement).scrollIntoView()
      return
    }
    const target = targetOf()
    if (target === null) return
    if (target.closest('[hidden]') !== null) {
      form.reset()
      apply()
    }
    /** @type {HTMLElement | null} */
    let box = target
    for (; box !== null; box = box.parentElement) if (box instanceof HTMLDetailsElement) box.open = true
    target.scrollIntoView()
    const first = target instanceof HTMLDetailsElement ? target.firstElementChild : target
    if (first instanceof HTMLElement) first.focus({ preventScroll: true })
  }

  form.hidden = false
  form.addEventListener('input', () => {
    apply()
    remember()
  })
  // The fields have their new values only after the event.
  one(form, 'button[type=reset]', HTMLButtonElement).addEventListener('click', () =>
    setTimeout(() => {
      apply()
      remember()
    }),
  )
  form.addEventListener('submit', (event) => event.preventDefault())
  addEventListener('hashchange', follow)

  /** @type {HTMLDetailsElement[]} */
  let unfolded = []
  addEventListener('beforeprint', () => {
    if (!one(document, '#whole', HTMLInputElement).checked) return
    const violated = ['fail', 'warn'].map(
      (verdict) => `li[data-verdict=${verdict}]:not([hidden]) > details:not([open])`,
    )
    unfolded = [...docs.filter((box) => !box.hidden && !box.open), ...all(violated.join(), HTMLDetailsElement)]
    for (const box of unfolded) box.open = true
  })
  addEventListener('afterprint', () => {
    for (const box of unfolded) box.open = false
    unfolded = []
  })
  output.textContent = `${rows.length} checks`
  follow()
})()
