export interface NewProject {
  readonly issuer: string
  /** Begins the ids of the team's rules and scenarios. */
  readonly team: string
  readonly ci: 'github' | 'gitlab' | 'none'
}

/** The files of `grantcheck init`, by name. Each says in a comment what to change. */
export function filesFor({ issuer, team, ci }: NewProject): Readonly<Record<string, string>> {
  return {
    'target.yaml': `# The server. "grantcheck doctor target.yaml" says what is missing; secrets are named here, never written.
issuer: ${issuer}
# scope: read
# client:                         # where clients may not register themselves
#   client_id: grantcheck
#   client_secret: { env: CLIENT_SECRET }
`,
    'profile.yaml': `profile: ${team}
extends: rfc
version: "1"
title: The RFCs, and the rules of ${team}
files: [rules.yaml, ${team}/*.yaml]
`,
    'rules.yaml': `# Rules of your own. MUST fails, SHOULD warns.
rules: Rules of ${team}
requirements:
  - id: ${team}.token.one-hour
    level: MUST
    requirement: Tokens for machines live at most an hour.
`,
    [`${team}/short-lived.yaml`]: `scenario: ${team}/short-lived
title: Tokens for machines live at most an hour
kind: conformance
needs: [client_credentials]
steps:
  - id: token
    token: {}
    expect:
      - requirement: ${team}.token.one-hour
        json: { at: /expires_in, type: integer, max: 3600 }
        hint: Lower the lifetime of access tokens.
`,
    ...ciFile(ci),
  }
}

function ciFile(ci: NewProject['ci']): Readonly<Record<string, string>> {
  switch (ci) {
    case 'github':
      return {
        '.github/workflows/grantcheck.yml': `name: grantcheck
on: [push]
jobs:
  conformance:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22 }
      # A clone of grantcheck in your repository. Once the project has published its action, name that at a commit: what runs here sees the secret.
      - uses: ./grantcheck
        with: { target: target.yaml, profile: profile.yaml }
        env: { CLIENT_SECRET: "\${{ secrets.CLIENT_SECRET }}" }
`,
      }
    case 'gitlab':
      return {
        '.gitlab-ci.yml': `# Put the tarball of grantcheck ("npm pack" in a clone) next to this file. Once it is published: grantcheck@VERSION.
grantcheck:
  image: node:22-bookworm
  before_script:
    - npm install --no-audit --no-fund --prefix .grantcheck ./grantcheck-*.tgz
  script:
    - .grantcheck/node_modules/.bin/grantcheck run target.yaml --profile profile.yaml --report pretty --report junit=grantcheck/junit.xml --report html=grantcheck/report.html
  artifacts:
    when: always
    paths: [grantcheck]
    reports: { junit: grantcheck/junit.xml }
`,
      }
    case 'none':
      return {}
    default:
      return ci satisfies never
  }
}
