import { describe, expect, test } from 'vitest'
import { verdictKinds } from '../suites/model/verdict.ts'
import { renderPretty } from './pretty.ts'
import { hostileRun, mixedRun } from './samples.ts'
import { check, exchange, finishedRun, limitation, scenario } from './testing.ts'
import { columns, isUnsafe } from './text.ts'

/** The colours that the page uses itself. */
const ownColors = new RegExp(`${String.fromCharCode(27)}\\[(?:1|2|22|3[0-9])m`, 'g')
const plain = { color: false, width: 100, verbose: false }

describe('renderPretty', () => {
  test('a run with every verdict', () => {
    expect(renderPretty(mixedRun(), plain)).toMatchInlineSnapshot(`
      "
        grantcheck 0.1.0

        target     http://127.0.0.1:9400
        profile    rfc 1.0.0
        run        8 checks in 6 scenarios, 3 requests in 1.2 s, seed 42

      ── Findings: 2 protocol ────────────────────────────────────────────────────────────────────────────

        1. Not met: A client that used the Authorization header and failed to authenticate is answered
           with 401 and a matching challenge                                                protocol, fail

           asked by   rfc6749.5.2.invalid-client-basic-401  MUST, RFC 6749 section 5.2
           expected   status 401
           observed   status 400
           exchange   POST /token -> 400 application/json 143 bytes in 3 ms
           checks     token/invalid-client[client_secret_basic,wrong_secret]:refused:invalid-client-basic-401
                      token/invalid-client[client_secret_basic,unknown_client]:refused:invalid-client-basic-401
           remedy     Answer 401 with WWW-Authenticate when the client used the Authorization header.
           request    curl -i 'http://127.0.0.1:9400/token' \\
                        -H 'content-type: application/x-www-form-urlencoded' \\
                        -u "$CLIENT_ID:$CLIENT_SECRET" \\
                        --data-raw 'grant_type=client_credentials&scope=read'
           repeat     grantcheck run http://127.0.0.1:9400 --only 'token/invalid-client[client_secret_basic,wrong_secret]'

        2. Not met: A client that used the Authorization header and failed to authenticate is answered
           with 401 and a matching challenge                                                protocol, warn

           asked by   rfc6749.5.2.no-store  SHOULD, RFC 6749 section 5.2
           expected   header Cache-Control with directive no-store
           observed   no header Cache-Control
           exchange   POST /token -> 400 application/json 143 bytes in 3 ms
           check      token/cache:probe:no-store
           remedy     Look at the exchange.
           repeat     grantcheck run http://127.0.0.1:9400 --only 'token/cache'

        In request lines each $NAME stands for a secret to fill in. Some checks send a wrong one on
        purpose, as their names tell.

      ── Not decided: 2 checks ───────────────────────────────────────────────────────────────────────────

        1. The control step "control" was answered 503, so nothing can be said about the probe.

           exchange   POST /introspect -> 400 application/json 143 bytes in 3 ms
           checks     introspect/garbage:probe:active-false
                      introspect/garbage:probe:no-claims
           next       Run "grantcheck doctor" with the same target: it says what is missing, and how to
                      fix it.
           repeat     grantcheck run http://127.0.0.1:9400 --only 'introspect/garbage'

      ── Faults of grantcheck, please report: 1 check ────────────────────────────────────────────────────

        1. The matcher threw a TypeError.

           exchange   POST /token -> 400 application/json 143 bytes in 3 ms
           check      token/clock:probe:exp-ahead
           repeat     grantcheck run http://127.0.0.1:9400 --only 'token/clock'

      ── Documented deviations met: 1 ────────────────────────────────────────────────────────────────────

        DD-3: The page says that token_type is "bearer" in lower case. (accepted)

      ── Left behind: 1 client to delete by hand ─────────────────────────────────────────────────────────

        client-17

      ── Notes ───────────────────────────────────────────────────────────────────────────────────────────

        A second registration attempt was needed: the server refused grant_types with refresh_token.

      ── Result ──────────────────────────────────────────────────────────────────────────────────────────

        refresh        upheld        strong  No refresh token was issued, and the access token is refused
                                             as one.
        revocation     violated      strong  After revocation the protected resource rejects the token,
                                             although it has not expired.
                                             A deviation from the RFC, which does not change the outcome.
        introspection  inconclusive  weak    The caller was not accepted, so the answer says nothing about
                                             the token.
                                             I3 inconclusive: The garbage control was answered 401.
                                             Also: Introspection needs a caller of its own: set
                                             introspectionClient in the target file.

        upheld         the operation does nothing for such a token, as documented
        violated       the operation works, against what is documented
        inconclusive   could not be decided; never counts as upheld
        strong         shown directly
        weak           consistent with all that can be seen from outside, no more

        findings       2 protocol
        checks         1 pass   2 fail   1 warn   2 inconclusive   1 not applicable   1 error

        NONCONFORMANT  1 MUST requirement is violated: rfc6749.5.2.invalid-client-basic-401; 1 known
        failure, accepted until 2025-06-30, and 1 not on the baseline; exit code 1, since 1 entry of the
        baseline has to be fixed (1 stale)
      "
    `)
  })

  test('a clean run fits on a postcard', () => {
    const scenarios = [scenario('a/b', 'x', [check('a/b', 'r', 'pass')])]
    const run = finishedRun({ scenarios, limitations: [limitation()] })
    expect(renderPretty(run, plain)).toMatchInlineSnapshot(`
      "
        grantcheck 0.1.0

        target     http://127.0.0.1:9400
        profile    rfc 1.0.0
        run        1 check in 1 scenario, 0 requests in 1.2 s, seed 42

      ── Result ──────────────────────────────────────────────────────────────────────────────────────────

        refresh        upheld        strong  No refresh token was issued, and the access token is refused
                                             as one.

        upheld         the operation does nothing for such a token, as documented
        violated       the operation works, against what is documented
        inconclusive   could not be decided; never counts as upheld
        strong         shown directly
        weak           consistent with all that can be seen from outside, no more

        checks         1 pass   0 fail   0 warn   0 inconclusive   0 not applicable   0 error

        CONFORMANT  Every MUST that applies holds.
      "
    `)
  })

  test('verbose adds endpoints, what is not applicable, and deviations that were not met', () => {
    const text = renderPretty(mixedRun(), { ...plain, verbose: true })
    expect(text).toContain('  offers     registration, client_credentials')
    expect(text).toContain('── Not applicable ──')
    expect(text).toContain('The target is reached over loopback.\n     tls/only:probe:tls-required')
    expect(text).toContain('The scope is not returned. (accepted, not met)')
    expect(renderPretty(mixedRun(), plain)).not.toContain('tls-required')
  })

  test('verbose aligns endpoints behind the longest of their names', () => {
    const run = mixedRun()
    const endpoints = { introspection: 'http://127.0.0.1:1/introspect', jwks: 'http://127.0.0.1:1/jwks' }
    const target = { ...run.report.target, endpoints }
    const text = renderPretty({ ...run, report: { ...run.report, target } }, { ...plain, verbose: true })
    expect(text).toContain(
      '    introspection  http://127.0.0.1:1/introspect\n    jwks           http://127.0.0.1:1/jwks\n',
    )
  })

  test.each(verdictKinds)('a run whose only verdict is %s ends with the totals and the conclusion', (verdict) => {
    const run = finishedRun({ scenarios: [scenario('a/b', 'x', [check('a/b', 'r', verdict)])] })
    const lines = renderPretty(run, plain).trimEnd().split('\n')
    expect(lines.at(-1)).toBe('  CONFORMANT  Every MUST that applies holds.')
    expect(lines.at(-3)).toContain(`1 ${verdict.replace('-', ' ')}`)
  })

  test('many checks with one cause are named three times and counted', () => {
    const rows = Array.from({ length: 9 }, (_, n) => scenario(`a/b[${n}]`, 'x', [check(`a/b[${n}]`, 'r', 'fail')]))
    const text = renderPretty(finishedRun({ scenarios: rows }, [exchange(1)]), plain)
    expect(text.match(/expected/g)).toHaveLength(1)
    expect(text).toContain('a/b[2]:probe:r\n                and 6 more\n')
  })

  test('other observations against the same requirement are told short', () => {
    const seen = ['status 200', 'status 302', 'status 500', 'no answer']
    const rows = seen.map((observed, n) => scenario(`a/b[${n}]`, 'x', [check(`a/b[${n}]`, 'r', 'fail', { observed })]))
    const text = renderPretty(finishedRun({ scenarios: rows }, [exchange(1)]), plain)
    expect(text.match(/ {5}observed/g)).toHaveLength(2)
    expect(text.match(/curl -i/g)).toHaveLength(1)
    expect(text).toContain('and 2 more that differ in what was observed')
  })

  test('a server that fails everything does not fill the console', () => {
    const rows = Array.from({ length: 80 }, (_, n) => scenario(`a/b${n}`, 'x', [check(`a/b${n}`, `r${n}`, 'fail')]))
    const text = renderPretty(finishedRun({ scenarios: rows }, [exchange(1)]), plain)
    expect(text).toContain('And 55 more, told in full by the HTML and JSON reports:\n     Not met: A client')
    expect(text.split('\n').length).toBeLessThan(480)
  })

  test('a run that was cut short says so', () => {
    expect(renderPretty(finishedRun({ complete: false }), plain)).toContain('This run was cut short')
  })

  test.each([60, 80, 100, 200])('at width %i only commands and check ids are longer than a line', (width) => {
    const long = renderPretty(mixedRun(), { ...plain, width })
      .split('\n')
      .filter((line) => columns(line) > width)
    expect(long.filter((line) => !/repeat|curl|-H |--data|:probe:|:refused:/.test(line))).toEqual([])
  })

  test('no server text reaches the terminal raw, in colour or without', () => {
    for (const verbose of [false, true]) {
      const text = renderPretty(hostileRun(), { ...plain, verbose })
      expect(isUnsafe(text.replaceAll('\n', ''))).toBe(false)
      expect(text).not.toMatch(/^\s*::/m)
      expect(text).not.toContain('x'.repeat(1000))
    }
    const colored = renderPretty(hostileRun(), { ...plain, color: true })
    expect(colored).not.toContain('\u001b[31mred')
    expect(isUnsafe(colored.replaceAll('\n', '').replace(ownColors, ''))).toBe(false)
  })

  test('colour changes nothing but colour', () => {
    const colored = renderPretty(mixedRun(), { ...plain, color: true })
    expect(colored.replace(ownColors, '').replace(/ +$/gm, '')).toBe(renderPretty(mixedRun(), plain))
  })
})
