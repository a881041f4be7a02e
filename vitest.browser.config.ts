import { defineConfig } from 'vitest/config'
import { noneRan } from './scripts/none-ran.ts'

/** Tests of the HTML report and of the site in a real browser: `npm run test:browser`. They need Chromium (CHROMIUM, or /usr/bin/chromium). */
export default defineConfig({
  plugins: [noneRan],
  test: {
    include: ['reports/browser/*.browser.ts', 'suites/site/*.browser.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
