import type { Description, Operation } from './description.ts'

/** One line of a table: a parameter, or a field of a body. */
export type Field = { name: string; type: string; isNeeded: boolean; at?: string }

type Schema = {
  $ref?: string
  type?: string | string[]
  format?: string
  enum?: unknown[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  allOf?: Schema[]
  anyOf?: Schema[]
  oneOf?: Schema[]
}
type Named = { parameters?: Operation['parameters'] } | { body?: unknown }

/** The parameters of an operation, or the fields of the JSON that a body or an answer holds. */
export function fieldsOf(document: Description, of: Named): Field[] {
  if ('parameters' in of) {
    return (of.parameters ?? []).map(({ name, in: at, required = false, schema }) => ({
      name,
      at,
      isNeeded: required,
      type: typeOf(document, (schema ?? {}) as Schema),
    }))
  }
  const content = (
    ('body' in of ? of.body : undefined) as { content?: Record<string, { schema?: Schema }> } | undefined
  )?.content
  const shape = Object.values(content ?? {})[0]?.schema
  return shape ? propertiesOf(document, shape) : []
}

function propertiesOf(document: Description, schema: Schema): Field[] {
  const whole = resolved(document, schema)
  const needed = new Set(whole.required)
  return [
    ...(whole.allOf ?? []).flatMap((part) => propertiesOf(document, part)),
    ...Object.entries(whole.properties ?? {}).map(([name, one]) => ({
      name,
      type: typeOf(document, one),
      isNeeded: needed.has(name),
    })),
  ]
}

function resolved(document: Description, schema: Schema): Schema {
  const name = nameOf(schema)
  if (name === undefined) return schema
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>
  return schemas[name] ?? {}
}

const nameOf = ({ $ref }: Schema): string | undefined => $ref?.slice('#/components/schemas/'.length)

const valuesShownMax = 12

function typeOf(document: Description, schema: Schema): string {
  const name = nameOf(schema)
  if (name !== undefined) return name
  if (schema.enum) {
    const values = schema.enum.slice(0, valuesShownMax).map((one) => JSON.stringify(one))
    return [...values, ...(schema.enum.length > valuesShownMax ? ['…'] : [])].join(' | ')
  }
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf
  if (choices) return choices.map((one) => typeOf(document, one)).join(schema.allOf ? ' & ' : ' | ')
  if (schema.items) return `${typeOf(document, schema.items)}[]`
  const type = Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? 'any')
  return schema.format ? `${type} (${schema.format})` : type
}
