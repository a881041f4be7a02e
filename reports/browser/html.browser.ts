import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hostileRun, largeRun, mixedRun, sixtyFindings } from '../samples.ts'
import { finishedRun } from '../testing.ts'
import { startBrowser, withPage } from './page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const isOpen = async (page: Page, id: string) => (await page.locator(`[id="${id}"][open]`).count()) === 1
/** Waits: a link that filters changes the fragment first, and the page hears of that a moment later. */
const expectRows = (page: Page, count: number): Promise<void> =>
  expect.poll(() => page.locator('#all .checks > li:visible').count(), { timeout: 120_000 }).toBe(count)

describe('the HTML report in Chromium', () => {
  test.each([
    ['every verdict', mixedRun()],
    ['hostile text', hostileRun()],
    ['nothing at all', finishedRun()],
  ])('opens without a fault, a dialog or a request: %s', async (_, run) => {
    await withPage(browser, run, async ({ page, faults, requests }) => {
      expect(await page.locator('h1').textContent()).toBe(run.report.conclusion)
      expect(faults).toEqual([])
      expect(requests).toEqual([])
    })
  })

  test('hostile text stays text', async () => {
    await withPage(browser, hostileRun(), async ({ page }) => {
      expect(await page.locator('script').count()).toBe(1)
      expect(await page.getByText("<script>alert('1')</script>").count()).toBeGreaterThan(0)
    })
  })

  test('filters: verdict, endpoint, document, text; the fragment remembers them', async () => {
    await withPage(browser, mixedRun(), async ({ page, url }) => {
      await expectRows(page, 0)
      await page.locator('details.doc > summary').first().click()
      await expectRows(page, 8)
      await page.getByLabel('fail', { exact: true }).check()
      await expectRows(page, 2)
      expect(await page.locator('output').textContent()).toBe('2 of 8 checks')
      const fragment = new URL(page.url()).hash
      expect(fragment).toBe('#?verdict=fail')
      await page.getByRole('button', { name: 'Show all' }).click()
      await page.locator('output', { hasText: /^8 checks$/u }).waitFor()
      await expectRows(page, 0)
      await page.getByLabel('Endpoint').selectOption('introspect')
      await expectRows(page, 2)
      await page.getByLabel('Endpoint').selectOption('')
      await page.getByLabel('Text').fill('no-store')
      await expectRows(page, 1)
      await page.getByLabel('Text').fill('nothing has this')
      expect(await page.getByText('No check fits these filters.').isVisible()).toBe(true)
      await page.goto(url + fragment)
      await expectRows(page, 2)
      expect(await page.getByLabel('fail', { exact: true }).isChecked()).toBe(true)
    })
  })

  test('a number of the first screen filters by its verdict', async () => {
    await withPage(browser, mixedRun(), async ({ page }) => {
      await page.locator('.tile.v-inconclusive').click()
      await expectRows(page, 2)
    })
  })

  test('deep links open what they point at, also what a filter hides', async () => {
    const check = 'check-token/cache:probe:no-store'
    await withPage(
      browser,
      mixedRun(),
      async ({ page }) => {
        expect(await isOpen(page, check)).toBe(true)
        expect(await page.getByText('header Cache-Control with directive no-store').last().isVisible()).toBe(true)
        await page.getByLabel('pass', { exact: true }).check()
        await page.evaluate("location.hash = '#exchange-2'")
        await page.locator('#exchange-2[open] .curl').waitFor()
        await page.evaluate(`location.hash = '#${encodeURIComponent(check)}'`)
        await page.locator(`[id="${check}"][open]`).waitFor()
        expect(new URL(page.url()).hash).toBe(`#${encodeURIComponent(check)}`)
      },
      { fragment: `#${encodeURIComponent(check)}` },
    )
  })

  test('without scripting everything is there', async () => {
    await withPage(
      browser,
      mixedRun(),
      async ({ page }) => {
        expect(await page.locator('#filters').isVisible()).toBe(false)
        expect(await page.locator('details.doc').count()).toBe(1)
        await page.locator('details.doc > summary').click()
        await expectRows(page, 8)
        await page.locator('#exchange-1 > summary').click()
        expect(await page.locator('#exchange-1 .curl').isVisible()).toBe(true)
      },
      { javaScriptEnabled: false },
    )
  })

  test('the keyboard reaches the findings, and opens a check', async () => {
    await withPage(browser, mixedRun(), async ({ page }) => {
      await page.keyboard.press('Tab')
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the findings')
      await page.keyboard.press('Enter')
      await page.locator('details.doc > summary').first().focus()
      await page.keyboard.press('Enter')
      await page.locator('#all .checks summary').first().focus()
      await page.keyboard.press('Enter')
      expect(await page.locator('#all .checks details[open]').count()).toBe(1)
    })
  })

  test('prints', async () => {
    await withPage(browser, mixedRun(), async ({ page }) => {
      await page.emulateMedia({ media: 'print' })
      expect(await page.locator('#filters').isVisible()).toBe(false)
      expect((await page.pdf()).byteLength).toBeGreaterThan(10_000)
    })
  })

  test('a phone scrolls it in one direction only', async () => {
    await withPage(
      browser,
      hostileRun(),
      async ({ page }) => {
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
      },
      { viewport: { width: 390, height: 800 } },
    )
  })

  test('two thousand checks open; how long it took is printed', async () => {
    await withPage(browser, largeRun(2000), async ({ page, faults }) => {
      expect(faults).toEqual([])
      expect(await page.locator('#all .checks > li').count()).toBe(2000)
      const took: number = await page.evaluate("performance.getEntriesByType('navigation')[0].duration")
      console.log(`2,000 checks with their evidence opened in ${Math.round(took)} ms`)
    })
  })
})

describe('axe finds nothing', () => {
  const views = [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['phone', { viewport: { width: 390, height: 800 } }],
  ] as const
  const runs = [
    ['every verdict', mixedRun()],
    ['hostile text', hostileRun()],
  ] as const

  test.each(
    views.flatMap(([view, options]) => runs.map(([name, run]) => [view, name, options, run] as const)),
  )('%s, %s', async (_view, _name, options, run) => {
    await withPage(
      browser,
      run,
      async ({ page }) => {
        await page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
        await page.evaluate(axe)
        const { violations }: AxeResults = await page.evaluate('axe.run()')
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
      },
      options,
    )
  })

  test('on a large report every link of the index, of documents and of requirements lands where it should', async () => {
    const options = { viewport: { width: 1280, height: 900 }, reducedMotion: 'no-preference' } as const
    await withPage(
      browser,
      sixtyFindings(),
      async ({ page }) => {
        const links = await page.locator('.titles a, .documents a, .demands li > a:first-child').all()
        expect(links.length).toBeGreaterThan(100)
        for (const link of links.filter((_, index) => index % 5 === 0)) {
          await link.dispatchEvent('click')
          const id = decodeURIComponent(new URL(page.url()).hash.slice(1))
          await expect.poll(() => offsetOf(page, id), { timeout: 10_000 }).toBeLessThan(3)
        }
      },
      options,
    )
  })

  test('prints a summary of at most three pages for sixty findings, and everything when asked', async () => {
    await withPage(browser, sixtyFindings(), async ({ page }) => {
      expect(pagesOf(await page.pdf({ format: 'A4' }))).toBeLessThanOrEqual(3)
      await page.getByLabel('print everything').check()
      expect(pagesOf(await page.pdf({ format: 'A4' }))).toBeGreaterThan(10)
    })
  })
})

const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/gu)?.length ?? 0

/** Pixels between the top of an element and where a link to it has to put it; 0 where the page ends before that. */
const offsetOf = (page: Page, id: string): Promise<number> =>
  page.evaluate<number>(`(() => {
    if (document.documentElement.scrollHeight - innerHeight - scrollY < 3) return 0
    return Math.abs(document.getElementById(${JSON.stringify(id)}).getBoundingClientRect().top - 16)
  })()`)
