import { type Command, Option } from 'commander'
import { keyKinds } from '../../model/vocabulary.ts'
import type { Io } from '../io.ts'
import { type To, wholeNumber } from './shared.ts'

/** The key that is too short is for tests. */
const clientAlgorithms = keyKinds.filter((kind) => kind !== 'RS256_1024')

export function addKeygen(program: Command, io: Io, to: To): void {
  program
    .command('keygen')
    .description('Make a key to sign certificates with, or one of a client that signs assertions')
    .requiredOption('--out <key>', 'file of the private key; the public one gets .pub at its end')
    .addOption(new Option('--type <type>', 'kind of key').choices(['ed25519', 'p256']).default('ed25519'))
    .option('--days <n>', 'how long the key may sign', wholeNumber(1), 365)
    .addOption(
      new Option('--alg <alg>', 'the key of a client, for this algorithm')
        .choices(clientAlgorithms)
        .conflicts(['type', 'days']),
    )
    .option('--jwks', 'with --alg: write the public key as a JWK Set, in KEY.jwks.json')
    .action((options) => to(async () => (await import('../commands/keygen.ts')).keygen(options, io)))
}

export function addCertify(program: Command, io: Io, to: To): void {
  program
    .command('certify')
    .description('Make a signed bundle of a recorded run that anyone can judge again, offline')
    .argument('<evidence>', 'file written by run --evidence')
    .requiredOption('--key <key>', 'private key: JWK or PEM, Ed25519 or P-256')
    .requiredOption('--out <bundle>', 'where to write the bundle')
    .option('--days <n>', 'how long the certificate counts, from the run', wholeNumber(1), 90)
    .option('--max-age <days>', 'how old the run may be', wholeNumber(0), 30)
    .option('--baseline <file>', 'the known failures of the run; the certificate tells of them')
    .option('--attestations <file>', 'what people state and no test can see; in a section of its own')
    .action((evidence, options) =>
      to(async () => (await import('../commands/certify.ts')).makeCertificate({ ...options, evidence }, io)),
    )
}

export function addStamp(program: Command, io: Io, to: To): void {
  program
    .command('stamp')
    .description('Put a timestamp of an authority into a bundle: that it was there at that time. No network')
    .argument('<bundle>', 'file written by certify')
    .addOption(new Option('--query <file>', 'write what to ask the authority').conflicts('response'))
    .option('--response <file>', 'what the authority has answered: goes into the bundle')
    .addHelpText('after', stampHelp)
    .action((bundle, options) =>
      to(async () => (await import('../commands/stamp.ts')).stamp({ ...options, bundle }, io)),
    )
}

const stampHelp = `
A time-stamping authority (TSA) signs a digest together with the time (RFC 3161), and sees nothing but the digest: the
SHA-256 of the bundle that certify wrote. For a reviewer who trusts the authority, the bundle is not younger than that.

  grantcheck stamp bundle.json --query bundle.tsq
  curl --fail -H "Content-Type: application/timestamp-query" --data-binary @bundle.tsq -o bundle.tsr URL
  grantcheck stamp bundle.json --response bundle.tsr
  grantcheck verify bundle.json --key KEY.pub --timestamp-ca CA.pem       the reviewer

"openssl ts -query -data bundle.json -sha256 -cert -out bundle.tsq" asks for the same. Stamp soon after the run: the
reviewer is told how long after it that was.`

export function addVerify(program: Command, io: Io, to: To): void {
  program
    .command('verify')
    .description(
      'Check a bundle: signatures, digests, and every verdict, judged again from its evidence. No network without --online',
    )
    .argument('<bundle>', 'file written by certify')
    .option('--key <key>', 'public key that it has to be signed with: JWK or PEM')
    .option('--at <day>', 'as of this day (2026-12-31), for a bundle that has ended since')
    .option('--challenge <nonce>', 'the nonce that the run has to answer')
    .option('--max-age <days>', 'how old the run may be (default: as old as the certificate counts)', wholeNumber(0))
    .option('--timestamp-ca <file>', 'CA certificates in PEM: it has to have a timestamp that leads to one of them')
    .option(
      '--online',
      'also check the signatures that "run --keep-expired-signatures" has kept with the keys that the issuer publishes now',
    )
    .option(
      '--conformant',
      'also fail when the run was not conformant, or the target file removes what the server advertises',
    )
    .addHelpText('after', verifyHelp)
    .action((bundle, options) =>
      to(async () => (await import('../commands/verify.ts')).verify({ ...options, bundle }, io)),
    )
}

const verifyHelp = `
Exit codes:
  0   the bundle is valid (its conclusion may be any: add --conformant to ask for that too)
  1   it is not valid, or not conformant
  2   it is no bundle
  3   undecided: without --key nobody knows who signed it; with --online the issuer does not answer, the run has kept no signature, or a key is
      no longer published

--online sends GET requests without credentials to the issuer that the bundle names, for its metadata and its keys, and only where nothing else is
wrong with the bundle. The issuer's metadata has to name that issuer.`
