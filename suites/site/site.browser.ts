import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { AxeResults } from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBrowser } from '../../reports/browser/page.ts'
import { hostileRun, mixedRun } from '../../reports/samples.ts'
import { finishedRun } from '../../reports/testing.ts'
import { madeOf, siteRun, written } from './testing.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'grantcheck-pages-'))
const at = (path: string): string => pathToFileURL(join(folder, path)).href
let browser: Browser
beforeAll(async () => {
  const reviews = [
    { title: 'Seen', checks: ['*'], judgement: 'true finding', says: 'Ticket 12.', known: ['acme/server#12'] },
  ]
  const about = {
    acme: { title: 'Acme Server', target: { name: 'target.yaml', text: 'issuer: x\n' }, notes: ['A note.'], reviews },
  }
  const runs = [
    siteRun('acme', '5.0'),
    siteRun('acme', '5.1', finishedRun({ scenarios: mixedRun().report.scenarios.slice(0, 3) }, mixedRun().exchanges)),
    siteRun('hostile', undefined, hostileRun()),
    ...Array.from({ length: 16 }, (_, index) => siteRun(`server-${index}`, '1.0')),
  ]
  written(folder, madeOf(runs, { about, now: '2025-12-01T00:00:00Z' }))
  browser = await startBrowser()
})
afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true })
})

const pages = [
  'index.html',
  'servers/acme.html',
  'servers/hostile.html',
  'changes/acme_5.0_5.1.html',
  'requirements/index.html',
  'requirements/rfc6749.5.2.no-store.html',
  'documents/rfc-6749.html',
  'findings/index.html',
  'search.html',
]

/** Opens a page from its file, with what went wrong and what it asked for elsewhere. */
async function open(
  path: string,
  look: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  try {
    const page = await context.newPage()
    const faults: string[] = []
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    page.on('pageerror', (error) => faults.push(String(error)))
    page.on('dialog', (dialog) => {
      faults.push(dialog.message())
      void dialog.dismiss()
    })
    page.on('request', (request) => request.url().startsWith(pathToFileURL(folder).href) || faults.push(request.url()))
    await page.goto(at(path))
    await look(page)
    expect(faults).toEqual([])
  } finally {
    await context.close()
  }
}

describe('the site in Chromium, from files', () => {
  test.each(pages)('%s opens with its style, without a fault or a request elsewhere', async (path) => {
    await open(path, async (page) => {
      expect(await page.locator('h1').count()).toBe(1)
      expect(await page.evaluate("getComputedStyle(document.querySelector('.bar')).borderBottomStyle")).toBe('solid')
    })
  })

  test('from the first page to the exchange that decides, by clicks alone', async () => {
    await open('index.html', async (page) => {
      await page.locator('.servers').getByRole('link', { name: 'Acme Server' }).click()
      await page.locator('table.full').getByRole('link').first().click()
      const card = page.locator('article.card').first()
      await card.locator('summary').click()
      expect(await card.getByText('curl -i').isVisible()).toBe(true)
      await card.locator('h3 a').click()
      expect(await page.getByRole('link', { name: 'Acme Server' }).count()).toBeGreaterThan(0)
    })
  })

  test('a cell of the first page leads to its row', async () => {
    await open('index.html', async (page) => {
      await page.locator('.matrix td a').first().click()
      expect(new URL(page.url()).hash).toBe('#doc-rfc-6749')
      expect(await page.locator(':target').isVisible()).toBe(true)
    })
  })

  test('the search of every page filters the list of everything, and its address can be sent', async () => {
    await open('servers/acme.html', async (page) => {
      await page.getByRole('searchbox').fill('no-store')
      await page.keyboard.press('Enter')
      await page.waitForURL(/search\.html\?q=no-store$/u)
      const shown = page.locator('#everything li:visible')
      expect(await shown.count()).toBeGreaterThan(0)
      for (const text of await shown.allTextContents()) expect(text).toContain('no-store')
      await page.getByRole('searchbox').fill('nothing has this')
      expect(await page.getByText(/^0 of \d+ entries$/u).isVisible()).toBe(true)
    })
  })

  test('without scripting the form leads to the whole list, folds open, and old results are marked', async () => {
    await open(
      'index.html',
      async (page) => {
        expect(await page.getByText('days old').first().isVisible()).toBe(true)
        await page.getByRole('searchbox').fill('no-store')
        await page.keyboard.press('Enter')
        await page.waitForURL(/search\.html\?q=no-store$/u)
        expect(await page.locator('#everything li:visible').count()).toBeGreaterThan(20)
        await page.getByRole('link', { name: 'Acme Server' }).click()
        await page.locator('details.exchange summary').first().click()
        expect(await page.locator('details.exchange pre').first().isVisible()).toBe(true)
      },
      { javaScriptEnabled: false },
    )
  })

  test('with scripting, results that have become old since are marked', async () => {
    written(
      folder,
      madeOf([siteRun('young', '1.0')], { now: '2025-03-02T00:00:00Z' }).map((file) => ({
        ...file,
        path: `young/${file.path}`,
      })),
    )
    await open('young/index.html', async (page) => {
      const results = await page.locator('time[data-old]').count()
      expect(results).toBeGreaterThan(1)
      expect(await page.locator('time + .old').count()).toBe(results)
    })
  })

  test.each(pages)('a phone scrolls %s in one direction only', async (path) => {
    await open(
      path,
      async (page) => {
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
      },
      { viewport: { width: 390, height: 800 } },
    )
  })
})

describe('axe finds nothing', () => {
  const views = [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['phone', { viewport: { width: 390, height: 800 } }],
  ] as const

  test.each(
    views.flatMap(([view, options]) => pages.map((path) => [view, path, options] as const)),
  )('%s, %s', async (_view, path, options) => {
    await open(
      path,
      async (page) => {
        await page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
        await page.evaluate(axe)
        const { violations }: AxeResults = await page.evaluate('axe.run({ preload: false })')
        expect(
          violations.map(
            ({ id, nodes }) =>
              `${id}: ${nodes
                .slice(0, 3)
                .map(({ html }) => html)
                .join(' ')}`,
          ),
        ).toEqual([])
      },
      options,
    )
  })
})
