// What the pages do when scripting is on: the search form filters the list of everything, and results that have become old since the site was made are
// marked. Everything else works without it. A classic script: no import, no export.
;(() => {
  const query = new URLSearchParams(location.search).get('q') ?? ''
  const everything = document.getElementById('everything')
  const field = document.querySelector('input[name=q]')

  if (everything !== null && field instanceof HTMLInputElement) {
    const found = document.getElementById('found')
    const rows = [...everything.querySelectorAll('li')].map((row) => ({ row, text: row.textContent.toLowerCase() }))
    const apply = () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean)
      let shown = 0
      for (const { row, text } of rows) {
        row.hidden = !words.every((word) => text.includes(word))
        if (!row.hidden) shown += 1
      }
      for (const section of everything.querySelectorAll('section'))
        section.hidden = section.querySelector('li:not([hidden])') === null
      if (found !== null)
        found.textContent = words.length === 0 ? `${rows.length} entries` : `${shown} of ${rows.length} entries`
    }
    field.value = query
    field.form?.addEventListener('submit', (event) => {
      event.preventDefault()
      history.replaceState(null, '', field.value === '' ? location.pathname : `?q=${encodeURIComponent(field.value)}`)
    })
    field.addEventListener('input', apply)
    apply()
    field.focus()
  }

  for (const time of document.querySelectorAll('time[data-old]')) {
    if (!(time instanceof HTMLTimeElement)) continue
    const days = Math.floor((Date.now() - Date.parse(time.dateTime)) / 86400000)
    if (!(days > Number(time.dataset.old)) || time.nextElementSibling?.className === 'old') continue
    const mark = document.createElement('span')
    mark.className = 'old'
    mark.textContent = `${days} days old`
    time.after(' ', mark)
  }

  // A link to something folded opens it.
  const open = () => {
    /** @type {Element | null} */
    let target = null
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    } catch {
      return
    }
    for (let box = target; box !== null; box = box.parentElement) if (box instanceof HTMLDetailsElement) box.open = true
  }
  addEventListener('hashchange', open)
  open()
})()
