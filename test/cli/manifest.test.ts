import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { manifestCommand } from '../../src/cli/manifest.ts';
import { ManifestForm } from '../slack/manifest-form.ts';
import { memoryIo } from './memory-io.ts';

const URL_ARGS = ['--url', 'https://redactor.example.com/'];

async function print(...args: readonly string[]): Promise<string> {
  const io = memoryIo('', {});
  assert.equal(await manifestCommand(args, io), 0);
  return io.out();
}

describe('redactor manifest', () => {
  it('prints the app for an address, with a reason beside each permission', async () => {
    const text = await print(...URL_ARGS);

    const manifest = ManifestForm.parse(parse(text));
    assert.equal(manifest.settings.interactivity.request_url, 'https://redactor.example.com/slack/events');
    assert.equal(manifest.features.slash_commands[0]?.url, 'https://redactor.example.com/slack/events');
    assert.equal(manifest.settings.socket_mode_enabled, false);
    assert.deepEqual(manifest.oauth_config.scopes.bot, [
      'chat:write',
      'commands',
      'channels:history',
      'channels:read',
    ]);
    for (const scope of manifest.oauth_config.scopes.bot)
      assert.match(text, new RegExp(`^ +- ${scope} # [a-z].{10,}$`, 'm'));
  });

  it('names no address at all for a socket', async () => {
    const text = await print('--socket', '--private', '--approver-group');

    const manifest = ManifestForm.parse(parse(text));
    assert.equal(manifest.settings.socket_mode_enabled, true);
    assert.equal(/https?:/.test(text), false);
    assert.deepEqual(manifest.oauth_config.scopes.bot, [
      'chat:write',
      'commands',
      'groups:history',
      'groups:read',
      'usergroups:read',
    ]);
  });

  it('prints the same as JSON, and a place for the host where none is given', async () => {
    const json: unknown = JSON.parse(await print('--json', ...URL_ARGS));

    assert.deepEqual(json, parse(await print(...URL_ARGS)));
    assert.match(await print(), /request_url: https:\/\/YOUR-HOST\/slack\/events/);
  });

  const WRONG = [
    ['--url', 'http://redactor.example.com'],
    ['--url', 'redactor.example.com'],
    ['--url', 'https://redactor.example.com?a=1'],
    ['--url', 'https://ana:secret@redactor.example.com'],
    ['--url', `https://example.com/${'x'.repeat(3_000)}`],
    ['--socket', ...URL_ARGS],
    ['here'],
  ];
  for (const args of WRONG) {
    it(`refuses ${args.join(' ').slice(0, 60)}`, async () => {
      const io = memoryIo('', {});

      assert.equal(await manifestCommand(args, io), 2);
      assert.match(io.err(), /Usage: /);
      assert.equal(io.out(), '');
    });
  }
});
