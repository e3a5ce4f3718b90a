import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareFrameIds, parseFrame } from './frames.ts';

const CONTRACT = new URL('../../../../schemas/src/main/resources/asyncapi.yaml', import.meta.url);
const examples = examplesOf(readFileSync(CONTRACT, 'utf8'));
const exampleNamed = (name: string) => {
  const payload = examples.get(name);
  if (payload === undefined) {
    throw new Error(`the contract has no example ${name}`);
  }
  return payload;
};
const parsed = (frame: unknown) => parseFrame(JSON.stringify(frame));

describe('frames of the contract', () => {
  it.each(['figures', 'question', 'answer', 'resolved', 'slow', 'unknown bot', 'pong'])('%s', (name) => {
    const example = exampleNamed(name);
    expect(parsed(example)?.type).toBe(example['type']);
  });

  it('come whole', () => {
    const figures = exampleNamed('figures');
    expect(parsed(figures)).toEqual({ type: 'metrics_update', figures: figures['data'] });
    expect(parsed(exampleNamed('answer'))).toEqual({
      type: 'new_message',
      id: '1772445732377-0',
      message: {
        id: '0d9e8f7a-6b5c-4d4e-8f3a-2b1c0d9e8f7a',
        conversationId: '8c7f6e5d-4b3a-4291-8f0e-7d6c5b4a3920',
        botId: 'b7d1f0a4-2c3e-4f58-8a6b-91d0c7e4a502',
        customer: '+4915123456789',
        question: 'Where is my order?',
        answer: 'It left our warehouse this morning and comes tomorrow.',
        saidAt: Date.parse('2026-03-02T10:02:12.198Z'),
        askedAt: Date.parse('2026-03-02T10:02:11.218Z'),
        status: 'active',
      },
    });
    expect(parsed(exampleNamed('slow'))).toEqual({ type: 'gap', reason: 'slow client' });
    expect(parsed(exampleNamed('unknown bot'))).toEqual({ type: 'error', parameter: 'bot_ids' });
  });

  it('are none without any member that they must have', () => {
    for (const name of ['figures', 'question', 'resolved']) {
      const example = exampleNamed(name);
      const data = example['data'] as Record<string, unknown>;
      // Not every member of a status is of use to the page.
      const needed = name === 'resolved' ? ['conversation_id', 'status'] : Object.keys(data);
      for (const member of needed) {
        const { [member]: _, ...rest } = data;
        expect(parsed({ ...example, data: rest }), `${name} without ${member}`).toBeNull();
      }
    }
  });
});

describe('what is no frame', () => {
  it('is ignored if it cannot be resumed from', () => {
    for (const name of ['question', 'resolved']) {
      for (const id of [null, '', '0', '1-', 7]) {
        expect(parsed({ ...exampleNamed(name), id }), `${name} ${id}`).toBeNull();
      }
    }
  });

  it.each([
    '',
    'hello',
    'null',
    '[]',
    '42',
    '{}',
    '{"type":"pong"}',
    '{"type":"pong","id":null,"data":[]}',
    '{"type":"new_feature","id":null,"data":{}}',
    '{"type":"new_message","id":"1-0","data":{}}',
    '{"type":"metrics_update","id":null,"data":{"trend":null}}',
  ])('is ignored: %s', (text) => {
    expect(parseFrame(text)).toBeNull();
  });

  it('is ignored if it is binary', () => {
    expect(parseFrame(new ArrayBuffer(4))).toBeNull();
  });
});

describe('ids of frames', () => {
  it.each([
    ['9-0', '10-0'],
    ['10-9', '10-10'],
    ['18446744073709551614-0', '18446744073709551615-0'],
    ['0-1', '1772445732377-0'],
  ])('%s is before %s', (one, other) => {
    expect(compareFrameIds(one, other)).toBeLessThan(0);
    expect(compareFrameIds(other, one)).toBeGreaterThan(0);
    expect(compareFrameIds(one, one)).toBe(0);
  });
});

/** The payloads of the contract's examples by their names: as much of YAML as they are written in. */
function examplesOf(yaml: string): Map<string, Record<string, unknown>> {
  const found = new Map<string, Record<string, unknown>>();
  for (const [, name = '', payload = ''] of yaml.matchAll(
    /^ {8}- name: (.+)\n {10}payload:\n((?: {12}.*\n)+)/gm,
  )) {
    found.set(name, mapOf(payload.trimEnd().split('\n'), 12));
  }
  return found;
}

function mapOf(lines: string[], indent: number): Record<string, unknown> {
  const map: Record<string, unknown> = {};
  for (const [at, line] of lines.entries()) {
    const [, blanks = '', key = '', value = ''] = /^( *)([\w]+):(?: (.+))?$/.exec(line) ?? [];
    if (blanks.length !== indent) {
      continue;
    }
    const rest = lines.slice(at + 1);
    const end = rest.findIndex((next) => next.search(/\S/) <= indent);
    map[key] = value === '' ? mapOf(end < 0 ? rest : rest.slice(0, end), indent + 2) : scalarOf(value);
  }
  return map;
}

function scalarOf(value: string): unknown {
  if (value === '{}') {
    return {};
  }
  if (value === 'null') {
    return null;
  }
  return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value.replace(/^'(.*)'$/, '$1');
}
