import type { Scenario } from '../model/scenario.ts'

/** A scenario that looks at the metadata document as it was discovered, and at nothing else: it can be judged as soon as that was read. */
export const readsDocumentOnly = ({ steps }: Scenario): boolean =>
  steps.every(
    ({ operation, request, when }) =>
      operation === 'metadata' && Object.keys(request).length === 0 && when === undefined,
  )
