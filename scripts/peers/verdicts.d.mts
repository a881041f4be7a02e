import type { Report } from '../../suites/model/report.ts'

export function verdictText(report: Report): string
export function lineDifference(before: string, after: string): readonly string[]
