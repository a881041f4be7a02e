/**
 * What somebody has to look at in a report, a line each, and the counts. The port of a loopback server and the
 * numbers of exchanges are left out, and so are moments and the marks of secrets: they are others in each run.
 */
export function verdictText(report) {
  const checks = report.scenarios.flatMap((scenario) => scenario.checks)
  const lines = checks
    .filter((check) => ['fail', 'warn', 'inconclusive', 'error'].includes(check.verdict))
    .map((check) =>
      [
        check.verdict,
        check.id,
        `(${check.requirement})`,
        check.observed === undefined ? '' : `: expected ${check.expected}, observed ${check.observed}`,
        check.because === undefined ? '' : `: ${check.because}`,
      ].join(' '),
    )
  const limitations = report.limitations.map(
    (each) => `limitation ${each.id}: ${each.outcome} ${each.grade ?? ''}: ${each.because}`,
  )
  return [
    `${report.conclusion}: ${report.because}`,
    `profile ${report.profile.id} ${report.profile.version}`,
    JSON.stringify(report.totals),
    ...limitations,
    ...report.notes,
    '',
    ...lines,
    '',
  ]
    .join('\n')
    .replaceAll(/ \(\d+ of \d+ answers: exchanges? [^)]*\)/gu, ' (of several answers)')
    .replaceAll(/^\d+ scenarios? in which/gmu, 'scenarios in which')
    .replaceAll(/(127\.0\.0\.1|localhost):\d+/gu, '$1:PORT')
    .replaceAll(/\[(\w+)#[0-9a-f]+\]/gu, '[$1]')
    .replaceAll(/observed 1\d{9} \(/gu, 'observed TIME (')
    .replaceAll(/\b1\d{9}, compared with 1\d{9}: \d+ s apart/gu, 'TIME, compared with TIME')
}

/** The lines that only one of the texts has, "- " and "+ " before them. */
export function lineDifference(before, after) {
  const [old, now] = [before.split('\n'), after.split('\n')]
  return [
    ...old.filter((line) => !now.includes(line)).map((line) => `- ${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+ ${line}`),
  ]
}

/** The checks that pass in one of two runs and do not apply in the other, a line each. */
export function shiftsBetween(before, after) {
  const old = verdictsOf(before)
  return [...verdictsOf(after)]
    .filter(([id, verdict]) => verdict !== old.get(id) && [verdict, old.get(id)].includes('pass'))
    .map(([id, verdict]) => `${id}: ${old.get(id) ?? 'absent'} in the record, ${verdict} now`)
}

function verdictsOf(report) {
  return new Map(report.scenarios.flatMap(({ checks }) => checks.map(({ id, verdict }) => [id, verdict])))
}
