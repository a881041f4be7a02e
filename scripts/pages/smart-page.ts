import type { ElsewhereFile, ElsewhereTest } from '../../suites/model/language.ts'
import type { Specs } from '../../suites/model/specs.ts'

/** docs/smart.md: the requirements of Inferno's test kit, and the tests that it names for them, against the requirements here. */
export function smartPage(
  { elsewhere, project, read, tests }: ElsewhereFile,
  { requirements, scenarios }: Specs,
): string {
  const citing = (id: string): readonly string[] =>
    Object.values(scenarios).flatMap(({ id: scenario, steps }) =>
      steps.some(({ expect }) => expect.some((check) => check.requirement === id)) ? [scenario] : [],
    )
  const isJudged = (id: string): boolean => citing(id).length > 0
  const judgedHere = ({ requirements: ours = [] }: ElsewhereTest): boolean => ours.some(isJudged)
  const own = Object.values(requirements).filter(({ id }) => id.startsWith('smart.'))
  const judged = own.filter(({ id }) => isJudged(id))
  const pages = [...new Set(tests.map(({ page = '' }) => page))]
  const counts = (of: readonly ElsewhereTest[]): readonly string[] => [
    String(of.length),
    String(of.filter(({ verifiedBy = [] }) => verifiedBy.length > 0).length),
    String(of.filter(judgedHere).length),
  ]
  const added = tests.filter((test) => judgedHere(test) && test.verifiedBy === undefined)
  return `${[
    '# SMART Backend Services',
    '',
    'Generated from `specs/smart-conformance.yaml`, `specs/requirements` and `specs/scenarios` by `npx vitest run suites/live/smart-page.test.ts --update`; a test fails when this page is stale. The profile `smart-backend` judges an authorization',
    'server and a FHIR server as machines use them: `grantcheck run https://fhir.example.com/r4 --profile smart-backend`. `grantcheck explain ID` shows a requirement.',
    '',
    `Requirements of SMART App Launch 2.2 here: ${own.length}, of which ${judged.length} are judged.`,
    '',
    `## ${elsewhere}`,
    '',
    `[${project.replace('https://', '')}](${project}), ${read}. Its requirements that bind a server are held against those here, for the pages of the guide that are about machines, and of the page on discovery what a server for machines can show. What it says`,
    'is verified is what its own table of coverage says; how well a test verifies is another matter, and some of its tests see more than the table names.',
    '',
    `Of its ${tests.length} requirements in this table ${counts(tests)[1]} name a test of its own, and ${counts(tests)[2]} are judged here: ${added.length} that no test of its own verifies.`,
    '',
    '| page of the guide | their requirements | with a test of theirs | judged here |',
    '|---|---:|---:|---:|',
    ...pages.map((page) => row([page, ...counts(tests.filter((test) => test.page === page))])),
    '',
    'Theirs is no oracle: its discovery test demands authorization_endpoint and the grant authorization_code of every server, also of one for machines alone, 201 passes for a token response, and its test of an invalid JWT sends a wrong',
    'client_assertion_type and a right JWT.',
    '',
    '| theirs | page | verified there by | requirements here | remark |',
    '|---|---|---|---|---|',
    ...tests.map(({ id, page = '', verifiedBy = [], requirements: ours = [], remark = '' }) =>
      row([id, page, verifiedBy.join(', '), ours.map((each) => `\`${each}\``).join(', ') || 'none', remark]),
    ),
    '',
    '## What the profile asks',
    '',
    '| requirement | level | scenario, or why it is not judged |',
    '|---|---|---|',
    ...own.map(({ id, level, excluded = '' }) =>
      row([
        `\`${id}\``,
        level,
        isJudged(id)
          ? citing(id)
              .map((each) => `\`${each}\``)
              .join(', ')
          : excluded,
      ]),
    ),
  ].join('\n')}\n`
}

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
