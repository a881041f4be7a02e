import type { FleetIndex } from '../../suites/model/fleet.ts'
import type { RenderOptions } from '../format.ts'

/** What `fleet --report NAME` accepts: reports about all targets at once. */
export const fleetFormatNames = ['pretty', 'json', 'junit', 'markdown', 'prometheus'] as const
export type FleetFormatName = (typeof fleetFormatNames)[number]

type Render = (index: FleetIndex, options: RenderOptions) => string

/** Loaded when it is asked for. */
export const fleetFormats: Readonly<Record<FleetFormatName, () => Promise<Render>>> = {
  pretty: async () => (await import('./table.ts')).renderFleetTable,
  json: async () => (index) => `${JSON.stringify(index, null, 2)}\n`,
  junit: async () => (await import('./junit.ts')).renderFleetJunit,
  markdown: async () => (await import('./markdown.ts')).renderFleetMarkdown,
  prometheus: async () => (await import('./prometheus.ts')).renderFleetPrometheus,
}
