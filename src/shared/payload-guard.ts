import { hasCprNumber } from './text.ts'

/**
 * The last line of defence for R-CONS-8: which fields of a payload hold a CPR number, whatever the action.
 * @returns the names of the top-level fields, never their content
 */
export function findCpr(payload: unknown): string[] {
  if (payload === null || typeof payload !== 'object') return []
  return Object.entries(payload)
    .filter(([, value]) => holdsCpr(value))
    .map(([field]) => field)
}

function holdsCpr(value: unknown): boolean {
  if (typeof value === 'string') return !isId(value) && hasCprNumber(value)
  if (Array.isArray(value)) return value.some(holdsCpr)
  if (value !== null && typeof value === 'object') return Object.values(value).some(holdsCpr)
  return false
}

/** Our own ids may hold ten digits by chance, and nobody types one. A list of them comes joined by commas. */
const isId = (value: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(,[0-9a-f-]{36})*$/.test(value)
