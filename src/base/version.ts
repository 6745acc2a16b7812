import packageJson from '../../package.json' with { type: 'json' };

export const version: string = packageJson.version;

/** How we name ourselves to a workspace. */
export const userAgent = `lakegoose/${version}`;
