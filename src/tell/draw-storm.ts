// A storm's card is drawn anew at most every so often, whatever changed; without news for long the storm ends.

import type { Notice } from '../store/notice-row.ts';
import type { Notices } from '../store/notices.ts';
import type { Storms } from '../store/storms.ts';
import { stormAt, stormPriority } from './next-send.ts';

export interface DrawStormDependencies {
  readonly notices: Pick<Notices, 'read' | 'lookAt' | 'send' | 'redraw'>;
  readonly storms: Pick<Storms, 'calmAt' | 'end'>;
  readonly clock: () => Date;
}

export function createDrawStorm({ notices, storms, clock }: DrawStormDependencies) {
  function draw(storm: Notice): Promise<void> {
    const at = stormAt(storm);
    return at > clock() ? notices.lookAt(storm.id, at) : notices.send(storm.id, stormPriority(storm));
  }

  return {
    draw,
    /** As it is to be sent now; undefined when it is not its time yet. */
    async drawn(storm: Notice): Promise<Notice | undefined> {
      if (stormAt(storm) > clock()) {
        await draw(storm);
        return undefined;
      }
      if (!storm.closedAt && (await storms.calmAt(storm.id)) <= clock()) await storms.end(storm.id);
      // Its figures change without its doing.
      await notices.redraw(storm.id);
      return notices.read(storm.id);
    },
  };
}
