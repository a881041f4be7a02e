/** A small set of specification files without a problem, to be spoilt in one place by a test. Paths below the specs folder. */
export const goodSpecs: Readonly<Record<string, string>> = {
  'requirements/rfc6749.yaml': `document: RFC 6749
title: The OAuth 2.0 Authorization Framework
text_basis: RFC text
count: 2
requirements:
  - id: rfc6749.5.2.error-member
    source: RFC 6749
    section: "5.2"
    level: MUST
    force: explicit
    requirement: An error response names an error code.
    needs: [client_credentials]
    probe: A request without grant_type.
    pass: 400 with error.
    fail: Anything else.
    tier: core
    verified: true
  - id: rfc6749.5.1.no-store
    source: RFC 6749
    section: "5.1"
    level: MUST
    force: explicit
    requirement: A token response must not be stored.
    needs: [client_credentials]
    probe: A token request.
    pass: no-store.
    fail: Anything else.
    tier: core
    verified: true
`,
  'scenarios/token/wrong-secret.yaml': `scenario: token/wrong-secret
title: A wrong secret gets no token
kind: negative
needs: [client_credentials]
matrix:
  auth_method: [client_secret_basic, client_secret_post]
steps:
  - id: control
    control: true
    token: { auth: { method: $matrix.auth_method } }
    expect: [{ status: 200 }]
  - id: refused
    token: { auth: { method: $matrix.auth_method, defect: wrong_secret } }
    expect:
      - { requirement: rfc6749.5.2.error-member, json: { at: /error, equals: invalid_client } }
`,
  'limitations/refresh.yaml': `limitation: refresh
title: No refresh
statement: The access token cannot be refreshed.
requirement: rfc6749.5.2.error-member
steps:
  - id: mint
    control: true
    token: {}
  - id: R1
    live: mint
    refresh: { params: { refresh_token: $steps.mint.body#/access_token } }
tables:
  - probe: R1
    title: The access token as a refresh token
    rows:
      - when: { answer: { R1: { grants: true } } }
        outcome: violated
        grade: strong
        rfc: violation
        because: It was accepted.
      - outcome: inconclusive
        rfc: ok
        because: Nothing else is known.
`,
  'profiles/small.yaml': `profile: small
version: "1"
title: Small
description: For tests.
target: issuer
parameters:
  as: { default: myAS, description: Name of the server. }
endpoints: { token: "{issuer}/{as}/token" }
clients:
  confidential:
    title: A confidential client
    entry: true
    attempts:
      - metadata: { client_name: $fake.company.name, scope: $target.scope? }
        after: first
scenarios: [token/*]
limitations: [refresh]
severities:
  - { requirement: rfc6749.5.1.*, severity: warn, because: Kept mild. }
`,
  'schemas/messages/token-response.schema.json': `{ "type": "object", "required": ["access_token"] }`,
}
