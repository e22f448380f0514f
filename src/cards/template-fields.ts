import { z } from 'zod'

const functions = new Set(['if', 'count', 'and', 'or', 'not', 'true', 'false', 'equals', 'null'])

/**
 * Compares the fields that a template uses with those that its schema names, both ways and at every level of
 * `$data`. A field that is missing from the data would be printed as `${field}` to a user; one that the template
 * does not use is a sentence nobody sees.
 * @returns complaints in words; none when they agree
 */
export function compareFields(template: unknown, schema: z.ZodObject): string[] {
  const complaints: string[] = []
  const used = new Map<z.ZodObject, Set<string>>()
  walk(template, schema, schema)
  for (const [scope, names] of used) {
    for (const name of Object.keys(scope.shape)) {
      if (!names.has(name)) complaints.push(`the schema's field ${name} is not used by the template`)
    }
  }
  return complaints

  function walk(node: unknown, scope: z.ZodObject, root: z.ZodObject): void {
    if (!used.has(scope)) used.set(scope, new Set())
    if (typeof node === 'string') {
      for (const expression of expressions(node)) use(expression, scope, root)
      return
    }
    if (node === null || typeof node !== 'object') return
    const parts: Record<string, unknown> = { ...node }
    const inner = '$data' in parts ? scopeOf(parts.$data, scope) : scope
    delete parts.$data
    if (!inner) return
    for (const part of Object.values(parts)) walk(part, inner, root)
  }

  function scopeOf($data: unknown, scope: z.ZodObject): z.ZodObject | null {
    const name = typeof $data === 'string' ? /^\$\{(\w+)\}$/.exec($data)?.[1] : undefined
    if (!name) {
      complaints.push(`$data must be \${field}, not ${JSON.stringify($data)}`)
      return null
    }
    used.get(scope)?.add(name)
    const inner = elementOf(scope.shape[name])
    if (!inner) complaints.push(`$data field ${name} is no array of objects in the schema`)
    return inner
  }

  function use(expression: string, scope: z.ZodObject, root: z.ZodObject): void {
    const withoutTexts = expression.replace(/'[^']*'/g, '')
    for (const match of withoutTexts.matchAll(/(\$root\.|\.)?([A-Za-z_]\w*)/g)) {
      const [, prefix, name] = match
      if (!name || prefix === '.' || functions.has(name) || name === 'root') continue
      const where = prefix === '$root.' ? root : scope
      if (!(name in where.shape)) complaints.push(`the template's \${${name}} is not in the schema`)
      if (!used.has(where)) used.set(where, new Set())
      used.get(where)?.add(name)
    }
  }
}

const expressions = (text: string) => Array.from(text.matchAll(/\$\{([^}]*)\}/g), match => match[1] ?? '')

function elementOf(field: unknown): z.ZodObject | null {
  let type = field
  while (type instanceof z.ZodReadonly || type instanceof z.ZodDefault) type = type.def.innerType
  if (!(type instanceof z.ZodArray)) return null
  let element: unknown = type.element
  while (element instanceof z.ZodReadonly) element = element.def.innerType
  return element instanceof z.ZodObject ? element : null
}
