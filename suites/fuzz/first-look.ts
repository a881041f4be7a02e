/** What has to work before odd requests can show anything: a client, a token. It also makes the run find out what the server offers. */
export const firstLook = `scenario: fuzz/first-look
title: A client gets a token
kind: conformance
steps:
  - id: token
    control: true
    token: {}
    expect:
      - { requirement: rfc6749.5.1.access-token-present, json: { at: /access_token, type: string } }
  - id: read
    when: { capability: [registration_management] }
    read_client: {}
`
