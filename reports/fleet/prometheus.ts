import type { FleetIndex, FleetResult, FleetRun } from '../../suites/model/fleet.ts'
import { type Labels, type Metric, metricLines } from '../prometheus-text.ts'
import { shown } from '../text.ts'
import { outcomes } from './ranks.ts'

/** The text format of Prometheus, one series for each target. Series whose value may become zero are always there, so that an alert sees them change. */
export function renderFleetPrometheus(index: FleetIndex): string {
  const { entries, open, complete, shard, startedAt, durationMs, exitCode } = index
  const fleet = { fleet: shown(index.fleet.title) }
  const all = (value: number): Metric['samples'] => [[fleet, value]]
  const about = ({ id }: FleetResult): Labels => ({ ...fleet, target: shown(id) })
  const ofRuns = (figure: (run: FleetRun) => readonly (readonly [Labels, number])[]): Metric['samples'] =>
    entries.flatMap((each) =>
      (each.run === undefined ? [] : figure(each.run)).map(([labels, value]): readonly [Labels, number] => [
        { ...about(each), ...labels },
        value,
      ]),
    )
  const metrics: readonly Metric[] = [
    {
      name: 'fleet_targets',
      help: 'Targets by outcome.',
      samples: [
        ...outcomes.map((outcome): readonly [Labels, number] => [
          { ...fleet, outcome },
          entries.filter((each) => each.outcome === outcome).length,
        ]),
        [{ ...fleet, outcome: 'not run' }, open.length],
      ],
    },
    {
      name: 'fleet_size',
      help: 'Targets of the fleet file, also where a part of them was to be run.',
      samples: all(index.fleet.targets),
    },
    ...(shard === undefined
      ? []
      : [
          {
            name: 'fleet_part',
            help: 'Which part of the fleet these figures are of.',
            samples: [[{ ...fleet, parts: String(shard.count) }, shard.index]] as const,
          },
        ]),
    { name: 'fleet_complete', help: '0 for a fleet that was cut short.', samples: all(complete ? 1 : 0) },
    { name: 'fleet_exit_code', help: 'What the command ended with.', samples: all(exitCode) },
    {
      name: 'fleet_start_time_seconds',
      help: 'When the round began, in seconds since 1970.',
      samples: all(Date.parse(startedAt) / 1000),
    },
    { name: 'fleet_duration_seconds', help: 'How long the round took.', samples: all(durationMs / 1000) },
    {
      name: 'target_outcome',
      help: '1 for the outcome of the target, 0 for the others.',
      samples: entries.flatMap((each) =>
        outcomes.map((outcome): readonly [Labels, number] => [
          { ...about(each), outcome },
          each.outcome === outcome ? 1 : 0,
        ]),
      ),
    },
    {
      name: 'target_partial',
      help: '1 for a run of a part of the profile, which claims no profile.',
      samples: ofRuns(({ partial }) => [[{}, partial ? 1 : 0]]),
    },
    {
      name: 'target_findings',
      help: 'Findings by severity.',
      samples: ofRuns(({ findings }) => Object.entries(findings).map(([severity, n]) => [{ severity }, n])),
    },
    {
      name: 'target_worse',
      help: 'Checks that got worse since the round before.',
      samples: ofRuns(({ change }) => [[{}, change?.worse ?? 0]]),
    },
    {
      name: 'target_duration_seconds',
      help: 'How long the run took.',
      samples: ofRuns((run) => [[{}, run.durationMs / 1000]]),
    },
    {
      name: 'target_start_time_seconds',
      help: 'When the run began, in seconds since 1970.',
      samples: ofRuns((run) => [[{}, Date.parse(run.startedAt) / 1000]]),
    },
  ]
  return `${metricLines(metrics).join('\n')}\n`
}
