export type Labels = Readonly<Record<string, string>>

/** One series of the text format of Prometheus, a gauge. */
export interface Metric {
  readonly name: string
  readonly help: string
  readonly samples: readonly (readonly [labels: Labels, value: number])[]
}

/** A metric without samples is left out. */
export const metricLines = (metrics: readonly Metric[]): readonly string[] =>
  metrics
    .filter(({ samples }) => samples.length > 0)
    .flatMap(({ name, help, samples }) => [
      `# HELP grantcheck_${name} ${help}`,
      `# TYPE grantcheck_${name} gauge`,
      ...samples.map(([labels, value]) => `grantcheck_${name}{${labelText(labels)}} ${value}`),
    ])

const labelText = (labels: Labels): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`)
    .join(',')
