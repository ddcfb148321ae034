// An answer that only one person sees.

import type { FetchFunction, WebClient } from '@slack/web-api';

export interface Person {
  readonly userId: string;
  readonly channel: string | undefined;
  /** Slack docs, handling user interaction: five uses within 30 minutes. */
  readonly responseUrl?: string | undefined;
}

/** Whatever leaves for Slack goes one way. */
export interface Way {
  readonly timeoutMs: number;
  readonly fetch: FetchFunction;
}

/** By the press's own address first, since that needs no scope and no membership. Rejects when both ways fail. */
export async function answerPerson(
  client: WebClient,
  { userId, channel, responseUrl }: Person,
  text: string,
  way: Way,
): Promise<void> {
  if (responseUrl && (await answerAt(responseUrl, text, way))) return;
  if (channel) await client.chat.postEphemeral({ channel, user: userId, text });
}

async function answerAt(url: string, text: string, { timeoutMs, fetch }: Way): Promise<boolean> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = await answer.text();
    // Slack says `ok` or {"ok":true}; a proxy may answer 200 with a page of its own.
    return answer.status === 200 && /^ok$|"ok"\s*:\s*true/.test(body.trim());
  } catch {
    return false;
  }
}
