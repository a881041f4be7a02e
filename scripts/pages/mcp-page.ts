import type { ElsewhereFile, ElsewhereTest } from '../../suites/model/language.ts'
import type { Specs } from '../../suites/model/specs.ts'

/** docs/mcp.md: the identifiers of the conformance tests of MCP against the requirements here, and what of the profile mcp is judged. */
export function mcpPage(all: readonly ElsewhereFile[], { requirements, scenarios }: Specs): string {
  const citing = (id: string): readonly string[] =>
    Object.values(scenarios).flatMap(({ id: scenario, steps }) =>
      steps.some(({ expect }) => expect.some((check) => 'requirement' in check && check.requirement === id))
        ? [`\`${scenario}\``]
        : [],
    )
  const own = Object.values(requirements).filter(({ id }) => id.startsWith('mcp.'))
  const judged = own.filter(({ excluded }) => excluded === undefined)
  return `${[
    '# Model Context Protocol',
    '',
    'Generated from `specs/mcp-conformance.yaml` and `specs/requirements` by `npx vitest run suites/live/mcp.test.ts --update`; a test fails when this page is stale. The profile `mcp` judges an authorization server, and an MCP server',
    'as its protected resource, over HTTP and without a browser: `grantcheck run https://as.example.com --profile mcp`. `grantcheck explain ID` shows a requirement.',
    '',
    ...all.flatMap((each) => theirs(each)),
    '## What the profile asks',
    '',
    `Requirements of MCP and its extensions: ${own.length}, of which ${judged.length} are judged. Those of OAuth 2.1 and of the RFCs, which the profile contains, are in [coverage.md](coverage.md).`,
    '',
    '| requirement | section | level | scenario, or why it is not judged |',
    '|---|---|---|---|',
    ...own.map(({ id, section, level, excluded }) =>
      row([`\`${id}\``, section, level, excluded ?? citing(id).join(', ')]),
    ),
  ].join('\n')}\n`
}

const theirs = ({ elsewhere, project, read, tests }: ElsewhereFile): readonly string[] => [
  `## ${elsewhere}`,
  '',
  `[${project.replace('https://', '')}](${project}), ${read}.`,
  '',
  '| their identifier | requirements here | remark |',
  '|---|---|---|',
  ...tests.map((test) => row([`\`${test.id}\``, ours(test), test.remark ?? ''])),
  '',
]

const ours = ({ requirements = [] }: ElsewhereTest): string =>
  requirements.length === 0 ? 'none' : requirements.map((id) => `\`${id}\``).join(', ')

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
