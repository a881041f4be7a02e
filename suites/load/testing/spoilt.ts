import { expect } from 'vitest'
import type { Problem } from '../../model/errors.ts'
import { checkSpecs } from '../specs.ts'
import { folderOf } from './folder.ts'
import { goodSpecs } from './good-specs.ts'
import { brief } from './told.ts'

export const scenarioFile = 'scenarios/token/wrong-secret.yaml'
export const limitationFile = 'limitations/refresh.yaml'
export const profileFile = 'profiles/small.yaml'

/** The problems of a folder of specifications. */
export async function problemsOf(files: Readonly<Record<string, string>>): Promise<readonly Problem[]> {
  return (await checkSpecs(await folderOf(files))).problems
}

/** The problems when one text in one file is another. */
export async function spoilt(file: string, text: string | RegExp, other: string): Promise<readonly Problem[]> {
  const before = goodSpecs[file] ?? ''
  const after = before.replace(text, () => other)
  expect(after).not.toBe(before)
  return problemsOf({ ...goodSpecs, [file]: after })
}

/** The check of the good scenario that `checkIs` replaces. */
export const refused = '{ requirement: rfc6749.5.2.error-member, json: { at: /error, equals: invalid_client } }'

/** The problems when the one check of the good scenario is another. */
export const checkIs = async (check: string): Promise<readonly string[]> =>
  brief(await spoilt(scenarioFile, refused, check))
