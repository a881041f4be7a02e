import type { Vulnerability } from '../../suites/model/language.ts'
import type { MutantFacts } from '../../suites/model/mutant.ts'

/** docs/cves.md: published vulnerabilities, how each looks over HTTP, and which check is red for it, or why nobody sees it. */
export function cvesPage(all: readonly Vulnerability[], mutants: readonly MutantFacts[]): string {
  const seen = all.filter(({ pattern }) => pattern !== undefined)
  const unseen = all.filter(({ pattern }) => pattern === undefined)
  const madeOf = ({ id }: Vulnerability): string =>
    mutants.flatMap((mutant) => (mutant.cves?.includes(id) ? [`\`${mutant.id}\``] : [])).join(', ')
  return `${[
    '# Known vulnerabilities',
    '',
    'Generated from `specs/cves.yaml` by `npx vitest run suites/live/cves.test.ts --update`; a test fails when this page is stale. A finding whose failed check has the pattern of one of these says that it is the same fault,',
    'which is all that can be said from outside. `grantcheck explain CVE-2022-21449` shows an entry. Each that is seen has a mutant, a reference server with that fault, for which the check is red',
    '([proof.md](proof.md)).',
    '',
    `Entries: ${all.length}, of which ${seen.length} are seen and ${unseen.length} are not.`,
    '',
    '## Seen',
    '',
    '| vulnerability | product | what it looks like | the check that is red | mutant | not seen of it |',
    '|---|---|---|---|---|---|',
    ...seen.map((each) => row([link(each), each.product, each.looks, redFor(each), madeOf(each), each.partly ?? ''])),
    '',
    '## Not seen',
    '',
    '| vulnerability | product | what it looks like | why it is not seen |',
    '|---|---|---|---|',
    ...unseen.map((each) => row([link(each), each.product, each.looks, each.unseen ?? ''])),
  ].join('\n')}\n`
}

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`

const link = ({ id, reference }: Vulnerability): string => `[${id}](${reference})`

const redFor = ({ pattern = [] }: Vulnerability): string =>
  pattern
    .flatMap(({ requirement = [], check = [], defect = [] }) => [...requirement, ...check, ...defect])
    .map((each) => `\`${each}\``)
    .join(', ')
