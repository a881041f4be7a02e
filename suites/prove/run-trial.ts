import { judge } from '../judge/judge.ts'
import type { Mode, MutantFacts } from '../model/mutant.ts'
import type { Specs } from '../model/specs.ts'
import { schemasOf } from '../run/judge-evidence.ts'
import { type Embedded, modeFor } from '../run/open-target.ts'
import { runProfile } from '../run/run-profile.ts'
import type { Choice } from './choose.ts'
import { type Trial, trialOf } from './trial.ts'

/** Starts the reference server as one that claims the profile, or a mutant of it. */
export type StartServer = (mode: Mode, profile: string, mutant?: MutantFacts) => Promise<Embedded>

/** Milliseconds that a trial waits for one answer: mutants answer at once or never. */
const timeout = 5_000

/** Runs the chosen scenarios against one mutant (or, without an id, the good server) and judges them. */
export async function runTrial(
  specs: Specs,
  mutant: MutantFacts | undefined,
  { profile, only, confirm }: Choice,
  start: StartServer,
  signal: AbortSignal,
): Promise<Trial> {
  const { target, close } = await start(modeFor(profile), profile.id, mutant)
  try {
    const parameters = { ...target.parameters, ...mutant?.parameters }
    const opened = { specs, profile, target: { ...target, parameters }, ephemeral: true, close }
    const evidence = await runProfile(
      opened,
      { only, skip: [], timeout, seed: 7, keepClients: true, confirm },
      AbortSignal.any([signal]),
    )
    const judgement = judge(specs, profile, evidence, await schemasOf(specs, profile))
    return trialOf(mutant?.id ?? 'none', profile.id, judgement)
  } finally {
    await close()
  }
}
