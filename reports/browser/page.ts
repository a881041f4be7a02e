import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import type { FinishedRun } from '../../suites/model/report.ts'
import { renderHtml } from '../html.ts'

/** Starts the Chromium of this machine. Throws with what to do when there is none. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
  if (!existsSync(executablePath))
    throw new Error(`there is no Chromium at ${executablePath}: install it (apt-get install chromium) or set CHROMIUM`)
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet]
  return chromium.launch({ executablePath, headless: true, args })
}

/** A report in a browser, with what went wrong in it and what it asked for. */
export interface OpenedPage {
  readonly page: Page
  readonly url: string
  /** Console errors, uncaught faults and dialogs. */
  readonly faults: readonly string[]
  /** Every request but the one for the page itself. */
  readonly requests: readonly string[]
}

/** Writes the run as HTML, opens it, gives it to `look`, and cleans up. `fragment` begins with "#". */
export async function withPage(
  browser: Browser,
  run: FinishedRun,
  look: (opened: OpenedPage) => Promise<void>,
  { fragment = '', ...options }: BrowserContextOptions & { fragment?: string } = {},
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'grantcheck-page-'))
  const file = join(folder, 'report.html')
  writeFileSync(file, renderHtml(run))
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  try {
    const page = await context.newPage()
    const [faults, requests]: [string[], string[]] = [[], []]
    const url = pathToFileURL(file).href
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    page.on('pageerror', (error) => faults.push(String(error)))
    page.on('dialog', (dialog) => {
      faults.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('request', (request) => request.url().split('#')[0] !== url && requests.push(request.url()))
    await page.goto(url + fragment)
    await look({ page, url, faults, requests })
  } finally {
    await context.close()
    rmSync(folder, { recursive: true })
  }
}
