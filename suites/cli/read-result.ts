import { judgeBy } from '../api/judge.ts'
import { decodeJson, isObject } from '../decode/json.ts'
import { readEvidence } from '../load/evidence.ts'
import { readReport } from '../load/report.ts'
import type { Report } from '../model/report.ts'
import { readTextFile } from './read-file.ts'

/** A finished run from either of its files: the JSON report as it stands, or the evidence, judged again (by `profile`, where that is given; by `otherwise`, where the profile of the run does not ship). Throws InputError. */
export async function readResult(path: string, profile: string | undefined, otherwise?: string): Promise<Report> {
  const text = await readTextFile(path, 'Name a JSON report ("--report json=PATH") or evidence ("--evidence PATH").')
  if (!isEvidence(text)) return readReport(text, path)
  return (await judgeBy(readEvidence(text, path), profile, otherwise)).report
}

function isEvidence(text: string): boolean {
  const json = decodeJson(text)
  return json.ok && isObject(json.value.value) && Object.hasOwn(json.value.value, 'facts')
}
