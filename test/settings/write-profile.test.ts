import { parse } from 'ini';
import { describe, expect, it } from 'vitest';
import { mergeSection, writeProfile } from '../../src/settings/write-profile.ts';

const written = `; The profile defined in the DEFAULT section is to be used as a fallback.
[DEFAULT]
host         = http://127.0.0.1:8765
auth_type    = databricks-cli

[work]
host = https://work.example

[__settings__]
default_profile = DEFAULT
`;

describe('a value goes into a section of the profile file', () => {
  it('as a new line at its end', () => {
    const text = mergeSection(written, 'DEFAULT', { warehouse_id: '1234', cluster_id: '5-6' });
    expect(text).toBe(
      written.replace(
        'auth_type    = databricks-cli\n',
        'auth_type    = databricks-cli\nwarehouse_id = 1234\ncluster_id = 5-6\n',
      ),
    );
    expect(mergeSection(text, 'DEFAULT', { warehouse_id: '1234', cluster_id: '5-6' })).toBe(text);
  });

  it('in the line that is there, and in no other section', () => {
    const text = mergeSection(written, 'work', { host: 'https://other.example' });
    expect(text).toBe(written.replace('https://work.example', 'https://other.example'));
  });

  it('in a section of its own where there is none', () => {
    expect(mergeSection('', '__settings__', { default_profile: 'work' })).toBe(
      '[__settings__]\ndefault_profile = work\n',
    );
    const text = mergeSection('[a]\nhost = x', 'b.c', { host: 'y' });
    expect(text).toBe('[a]\nhost = x\n\n[b.c]\nhost = y\n');
    expect(parse(text)).toMatchObject({ a: { host: 'x' } });
  });

  it('behind a line without an end', () => {
    expect(mergeSection('[a]\nhost = x', 'a', { cluster_id: '1' })).toBe('[a]\nhost = x\ncluster_id = 1\n');
    expect(mergeSection('[a]', 'a', { cluster_id: '1', host: 'x' })).toBe('[a]\ncluster_id = 1\nhost = x\n');
  });

  it('and what else stands in its line stays', () => {
    const text = mergeSection('[a]\nhost = x ; mine\ncluster_id=1\n', 'a', { host: 'y', cluster_id: '1' });
    expect(text).toBe('[a]\nhost = y ; mine\ncluster_id=1\n');
  });

  it('with line ends of Windows, of which others stay as they are', () => {
    expect(mergeSection('[a]\r\nhost = x\r\n[b]\nhost = z\n', 'a', { host: 'y' })).toBe(
      '[a]\r\nhost = y\r\n[b]\nhost = z\n',
    );
    expect(mergeSection('[a]\r\nhost = x\r\n', 'b', { host: 'y' })).toBe('[a]\r\nhost = x\r\n\r\n[b]\r\nhost = y\r\n');
    expect(mergeSection('[a]\r\nhost = x\r\n', 'a', { cluster_id: '1' })).toBe('[a]\r\nhost = x\r\ncluster_id = 1\r\n');
  });
});

it('a file that cannot be written to is told with its cause', async () => {
  await expect(writeProfile('/proc/profiles', { a: { host: 'x' } })).rejects.toMatchObject({
    code: 'bootstrap.profile_not_writable',
    facts: { path: '/proc/profiles' },
  });
});
