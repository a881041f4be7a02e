import type { Plugin } from 'vitest/config'
import type { Reporter } from 'vitest/node'
import { closest } from '../suites/decode/closest.ts'

/** Vitest takes a run for a success in which `-t` fits no test and all are skipped. With this it is a failure that names the nearest test. */
export const noneRan: Plugin = {
  name: 'grantcheck:none-ran',
  configureVitest({ project, vitest: { config, projects } }) {
    // Called for each project, and wanted once.
    if (config.testNamePattern !== undefined && !config.watch && project === projects[0])
      config.reporters.push(reporterFor(config.testNamePattern))
  },
}

const reporterFor = (pattern: RegExp): Reporter => ({
  onTestRunEnd(modules, errors, reason) {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    if (errors.length > 0 || reason === 'interrupted' || tests.some((test) => test.result().state !== 'skipped')) return
    const near = closest(
      pattern.source,
      tests.map(({ name }) => name),
    )
    const fix = near === undefined ? '' : ` Did you mean "${near}"?`
    console.error(`\nno test ran: none of ${tests.length} has a name that fits "${pattern.source}".${fix}\n`)
    process.exitCode = 1
  },
})
