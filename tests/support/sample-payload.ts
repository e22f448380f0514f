import { z } from 'zod'

type JsonSchema = {
  type?: string
  format?: string
  pattern?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  minimum?: number
  minLength?: number
  additionalProperties?: JsonSchema | boolean
}

/** Thrown when a schema asks for something that the sampler has no sample of: teach it, so that no action is left out. */
export class NoSample extends Error {}

/**
 * A payload that an action's schema accepts, with the ids given by field name.
 * @param ids field name → id; every id field of every action must be named
 * @returns the payload, and whether it holds any id at all
 */
export function samplePayload(
  schema: z.ZodType,
  ids: Readonly<Record<string, string>>,
): { payload: Record<string, unknown>; idFields: string[] } {
  const idFields: string[] = []
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  const payload = sample(json, '') as Record<string, unknown>
  const parsed = schema.safeParse(payload)
  if (!parsed.success) throw new NoSample(`sample does not parse: ${parsed.error.message}`)
  return { payload, idFields }

  function sample(node: JsonSchema, field: string): unknown {
    if (node.const !== undefined) return node.const
    if (node.enum) return node.enum[0]
    if (node.anyOf) return sample(node.anyOf[0] ?? {}, field)
    switch (node.type) {
      case 'object':
        return Object.fromEntries(
          Object.entries(node.properties ?? {})
            .filter(([name, part]) => node.required?.includes(name) || isId(name, part))
            .map(([name, part]) => [name, sample(part, name)]),
        )
      case 'array':
        return [sample(node.items ?? {}, field)]
      case 'integer':
      case 'number':
        return Math.max(1, node.minimum ?? 1)
      case 'boolean':
        return true
      case 'string':
        return text(node, field)
      default:
        return 'x'
    }
  }

  function isId(name: string, node: JsonSchema): boolean {
    return node.format === 'uuid' || node.anyOf?.some(part => part.format === 'uuid') === true || name in ids
  }

  function text(node: JsonSchema, field: string): string {
    if (isId(field, node)) {
      const id = ids[field]
      if (id === undefined) throw new NoSample(`no sample id for the field ${field}: name it in the test`)
      idFields.push(field)
      return id
    }
    if (field.toLowerCase().includes('day') || field.toLowerCase().includes('date')) return '2026-12-01'
    if (field.toLowerCase().includes('time')) return '09:00'
    return 'x'.repeat(Math.max(1, node.minLength ?? 1))
  }
}
