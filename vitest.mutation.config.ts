import { defineConfig } from 'vitest/config'

/** The tests that Stryker runs against each mutant of the judge and the decoders: fast, and without servers or recordings. */
export default defineConfig({
  test: {
    include: ['suites/{judge,decode,language,plan}/**/*.test.ts'],
    exclude: ['**/*.slow.test.ts'],
  },
})
