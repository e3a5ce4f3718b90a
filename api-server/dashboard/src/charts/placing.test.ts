import { describe, expect, it } from 'vitest';
import { placeTooltip, spread } from './placing.ts';

describe('labels', () => {
  it('stay where they want to be when there is room', () => {
    expect(spread([50, 10, 90], 15, 0, 100)).toEqual([50, 10, 90]);
  });

  it('keep their gap and their order', () => {
    expect(spread([52, 50, 51], 10, 0, 100)).toEqual([70, 50, 60]);
  });

  it('stay within the limits, at either end', () => {
    expect(spread([98, 99, 97], 10, 0, 100)).toEqual([90, 100, 80]);
    expect(spread([-5, 0], 10, 0, 100)).toEqual([0, 10]);
  });
});

describe('the tooltip', () => {
  const area = { left: 100, top: 200, width: 400, height: 200 };
  const viewport = { width: 600, height: 800 };

  it('stands after the line, or before it when there is no room', () => {
    expect(placeTooltip(50, area, { width: 150, height: 80 }, viewport)).toEqual({ left: 62, top: 0 });
    expect(placeTooltip(380, area, { width: 150, height: 80 }, viewport)).toEqual({ left: 218, top: 0 });
  });

  it('never leaves the viewport, even where neither side has room', () => {
    const phone = { width: 320, height: 600 };
    const narrow = { left: 16, top: -50, width: 288, height: 200 };
    for (let anchor = 0; anchor <= 288; anchor += 12) {
      const size = { width: 220, height: 180 };
      const { left, top } = placeTooltip(anchor, narrow, size, phone);
      expect(narrow.left + left).toBeGreaterThanOrEqual(0);
      expect(narrow.left + left + size.width).toBeLessThanOrEqual(phone.width);
      expect(narrow.top + top).toBeGreaterThanOrEqual(0);
    }
  });

  it('stands below for a finger, as far as the viewport goes', () => {
    const size = { width: 150, height: 80 };
    expect(placeTooltip(50, area, size, viewport, 'below').top).toBe(200);
    expect(placeTooltip(50, area, size, { width: 600, height: 450 }, 'below').top).toBe(166);
  });

  it('goes up when it would be cut below', () => {
    const low = { ...area, top: 750 };
    expect(placeTooltip(50, low, { width: 150, height: 120 }, viewport).top).toBe(-74);
  });
});
