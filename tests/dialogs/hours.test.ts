import assert from 'node:assert/strict';
import { createHours } from '../../bot/hours.ts';
import { sayOpening } from '../../dialogs/when.ts';
import { hours, SUMMER, WEEK, words, ZONE } from './desk.ts';

const at = (text: string): number => Date.parse(text);
const iso = (ms: number | undefined): string | undefined => (ms === undefined ? undefined : new Date(ms).toISOString());

function opens(text: string, of = hours): string | undefined {
  const state = of.at(at(text));
  return state.open ? 'open' : iso(state.opens);
}

describe('office hours', () => {
  it('knows split shifts, to the minute', () => {
    assert.equal(opens('2026-11-24T08:29:59+01:00'), '2026-11-24T07:30:00.000Z');
    assert.equal(opens('2026-11-24T08:30:00+01:00'), 'open');
    assert.equal(opens('2026-11-24T14:29:59+01:00'), 'open');
    assert.equal(opens('2026-11-24T14:30:00+01:00'), '2026-11-24T15:30:00.000Z');
    assert.equal(opens('2026-11-24T16:30:00+01:00'), 'open');
    assert.equal(opens('2026-11-24T19:00:00+01:00'), '2026-11-25T07:30:00.000Z');
  });

  it('says until when the running shift lasts', () => {
    const state = hours.at(at('2026-11-24T10:00:00+01:00'));
    assert.deepEqual([state.open, iso(state.open ? state.until : undefined)], [true, '2026-11-24T13:30:00.000Z']);
  });

  it('goes over the weekend, and over a holiday', () => {
    assert.equal(opens('2026-11-27T15:00:00+01:00'), '2026-11-30T07:30:00.000Z');
    assert.equal(opens('2026-12-07T20:00:00+01:00'), '2026-12-09T07:30:00.000Z');
    assert.equal(opens('2026-12-08T10:00:00+01:00'), '2026-12-09T07:30:00.000Z');
  });

  it('keeps summer hours from the first to the last day of the season', () => {
    assert.equal(opens('2027-06-14T17:00:00+02:00'), 'open');
    assert.equal(opens('2027-06-15T17:00:00+02:00'), '2027-06-16T06:30:00.000Z');
    assert.equal(opens('2027-09-15T17:00:00+02:00'), '2027-09-16T06:30:00.000Z');
    assert.equal(opens('2027-09-16T17:00:00+02:00'), 'open');
  });

  it('opens at 8:30 by the clock on the wall on both sides of a clock change', () => {
    assert.equal(opens('2027-03-27T12:00:00+01:00'), '2027-03-29T06:30:00.000Z');
    assert.equal(opens('2026-10-24T12:00:00+02:00'), '2026-10-26T07:30:00.000Z');
    const night = createHours({ timeZone: ZONE, hours: { ...WEEK, sun: ['02:30-04:00'] }, seasons: [], holidays: [] });
    assert.equal(opens('2027-03-28T01:59:00+01:00', night), '2027-03-28T01:30:00.000Z');
  });

  it('understands midnight, seasons over New Year, another time zone, and an office that never opens', () => {
    const always = createHours({ timeZone: 'Atlantic/Canary', hours: { ...WEEK, sat: ['00:00-24:00'] }, seasons: [{ from: '12-20', until: '01-06', hours: { ...SUMMER, mon: [] } }], holidays: [] });
    assert.equal(opens('2026-11-28T23:59:00Z', always), 'open');
    assert.equal(opens('2026-11-29T00:00:00Z', always), '2026-11-30T08:30:00.000Z');
    assert.equal(opens('2026-12-28T09:00:00Z', always), '2026-12-29T08:30:00.000Z');
    assert.equal(opens('2027-01-04T09:00:00Z', always), '2027-01-05T08:30:00.000Z');
    const never = createHours({ timeZone: ZONE, hours: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }, seasons: [], holidays: [] });
    assert.deepEqual(never.at(at('2026-11-24T10:00:00Z')), { open: false });
  });

  it('says when it opens as people there say it', () => {
    const say = (text: string, language = 'es'): string | undefined => sayOpening(hours, at(text), ZONE, { language, words, today: text.slice(0, 10) });
    assert.equal(say('2026-11-24T20:00:00+01:00'), 'mañana, miércoles 25 de noviembre, a partir de las 8:30');
    assert.equal(say('2026-11-24T15:00:00+01:00'), 'hoy, martes 24 de noviembre, a partir de las 16:30');
    assert.equal(say('2026-11-27T18:00:00+01:00'), 'el lunes 30 de noviembre, a partir de las 8:30');
    assert.equal(say('2026-12-31T20:00:00+01:00'), 'mañana, viernes 1 de enero de 2027, a partir de las 8:30');
    assert.equal(say('2026-11-24T20:00:00+01:00', 'en'), 'tomorrow, Wednesday 25 November, from 8:30');
    assert.equal(say('2026-11-24T10:00:00+01:00'), undefined);
  });
});
