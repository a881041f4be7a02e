import { bundleText } from '../../certificate/bundle.ts'
import { certify } from '../../certificate/certify.ts'
import { readSigningKey } from '../../certificate/keys.ts'
import { readReport } from '../../load/report.ts'
import { loadShipped } from '../../load/shipped.ts'
import { packageVersion } from '../../run/version.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { checkWritable, writeWhole } from '../outputs.ts'
import { howToVerify } from '../public-half.ts'
import { readTextFile } from '../read-file.ts'

export interface CertifyOptions {
  readonly evidence: string
  readonly key: string
  readonly out: string
  readonly days: number
  readonly maxAge: number
  readonly baseline?: string
  readonly attestations?: string
}

/** Makes a certificate of a recorded run. The exit code says whether it could be made, not whether the run was conformant. */
export async function makeCertificate(options: CertifyOptions, io: Io): Promise<number> {
  const { evidence, key, baseline, attestations } = options
  await checkWritable([options.out], [evidence, key, `${key}.pub`, baseline, attestations])
  const bundle = await certify({
    evidence: {
      path: options.evidence,
      text: await readTextFile(options.evidence, 'Name a file that "grantcheck run --evidence PATH" wrote.'),
    },
    ...(await attached('baseline', options.baseline)),
    ...(await attached('attestations', options.attestations)),
    signer: await readSigningKey(
      await readTextFile(options.key, 'Name a private key; "grantcheck keygen --out KEY" makes one.'),
      options.key,
    ),
    version: packageVersion(),
    specs: await loadShipped(),
    now: new Date(),
    days: options.days,
    maxAge: options.maxAge,
  })
  await writeWhole(options.out, bundleText(bundle), true)
  const { conclusion, because, profile } = readReport(bundle.files['report.json'] ?? '', 'report.json')
  io.out(`${options.out}: ${profile.id} ${profile.version}, ${conclusion} (${because})\n`)
  io.out(`signed with key ${bundle.key.kid}\n`)
  io.out(await howToVerify(options.out, options.key, bundle.key.kid))
  io.out(`to have its time confirmed by a time-stamping authority: grantcheck stamp ${options.out} --query FILE\n`)
  return exitCodes.conformant
}

async function attached(name: 'baseline' | 'attestations', path: string | undefined) {
  if (path === undefined) return {}
  return { [name]: { path, text: await readTextFile(path, `Name a file of ${name}.`) } }
}
