import { z } from 'zod';

const jsonSchema = z.looseObject({ description: z.string().optional() });
const jsonObject = z.looseObject({
  properties: z.record(z.string(), jsonSchema).optional(),
  items: z.unknown().optional(),
});

/** The tools, and the parameters of tools, that say nothing of themselves to a model. */
export function undescribed(tools: readonly object[]): readonly string[] {
  return tools.flatMap((tool) => {
    const values = new Map<string, unknown>(Object.entries(tool));
    const name = String(values.get('name'));
    const description = values.get('description');
    const inputs = [...values].filter(([key]) => !key.startsWith('output')).map(([, value]) => value);
    const schema = inputs.find((value) => value instanceof z.ZodObject);
    return [
      ...(typeof description === 'string' && description.trim() !== '' ? [] : [`${name}: no description`]),
      ...(schema === undefined
        ? [`${name}: no schema of its parameters`]
        : bareParameters(z.toJSONSchema(schema, { io: 'input' })).map((path) => `${name}: ${path} has no description`)),
    ];
  });
}

function bareParameters(schema: unknown): readonly string[] {
  const { properties = {}, items } = jsonObject.parse(schema);
  const below = Object.entries(properties).flatMap(([name, property]) => [
    ...(property.description?.trim() ? [] : [name]),
    ...bareParameters(property).map((path) => `${name}.${path}`),
  ]);
  return items === undefined ? below : [...below, ...bareParameters(items)];
}
