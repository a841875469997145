import assert from 'node:assert/strict';
import { findEntities } from '../../nlu/entities/entities.ts';
import { tokenise } from '../../nlu/text/tokens.ts';
import set from './sets/dates.json' with { type: 'json' };
import second from './sets/dates.second.json' with { type: 'json' };
import third from './sets/dates.third.json' with { type: 'json' };

const KINDS = new Set(['date', 'time', 'datetime', 'duration']);

function moments(text: string, language: string, now = Date.parse(set.now), timeZone = 'Europe/Madrid') {
  return findEntities(tokenise(text), { language, now, timeZone, country: 'ES', names: [] }).filter((one) => KINDS.has(one.type));
}

describe('dates and times, as people say them', () => {
  for (const language of ['es', 'en'] as const) {
    for (const [text = '', expected = ''] of set[language]) {
      it(`${language}: "${text}" is ${expected}`, () => {
        assert.deepEqual(moments(text, language).map(({ value }) => value), [expected]);
      });
    }
  }

  for (const [language, least] of [['es', 250], ['en', 150]] as const) {
    it(`${language}: reads at least 98 % of all, those written before they were tried among them`, () => {
      const all = [...set[language], ...second[language], ...third[language]];
      const missed = all.filter(([text = '', expected = '', more]) => {
        const found = moments(text, language);
        return found.map(({ value }) => value).join(' ') !== expected || (more !== undefined && found[0]?.part !== more && found[0]?.grain !== more);
      });
      assert.ok(all.length >= least, `only ${all.length}`);
      assert.ok(missed.length <= all.length * 0.02, JSON.stringify(missed));
    });
  }

  it('counts across both changes of the clock, on the mainland and on the Canary Islands', () => {
    for (const [language = '', zone = '', now = '', text = '', expected = ''] of second.clocks) {
      assert.deepEqual(moments(text, language, Date.parse(now), zone).map(({ value }) => value), [expected], `${text}, ${now} in ${zone}`);
    }
  });

  it('reads the same without accents, in capitals and with a misspelling that sounds alike', () => {
    for (const text of ['el miercoles que viene', 'EL MIÉRCOLES QUE VIENE', 'el mierkoles que viene', 'el miércoles   que viene']) {
      assert.deepEqual(moments(text, 'es').map(({ value }) => value), ['2026-11-25'], text);
    }
  });

  it('tells the part of the day', () => {
    assert.equal(moments('mañana por la tarde', 'es')[0]?.part, 'afternoon');
    assert.equal(moments('tomorrow morning', 'en')[0]?.part, 'morning');
    assert.equal(moments('la semana que viene', 'es')[0]?.grain, 'week');
  });

  it('finds several, each at its place in the original text', () => {
    const text = '¿El martes no puedo; el jueves a las 5, sí?';
    const found = moments(text, 'es');
    assert.deepEqual(found.map(({ value }) => value), ['2026-12-01', '2026-11-26T17:00']);
    for (const { start, end, text: said } of found) assert.equal(text.slice(start, end), said);
  });

  it('takes a bare weekday after "desde" and "since" for the one that was', () => {
    assert.equal(moments('está así desde el viernes', 'es')[0]?.value, '2026-11-20');
    assert.equal(moments('broken since Friday', 'en')[0]?.value, '2026-11-20');
  });

  it('counts hours on the clock of the place when summer time begins and ends', () => {
    assert.equal(moments('dentro de dos horas', 'es', Date.parse('2027-03-28T01:30:00+01:00'))[0]?.value, '2027-03-28T04:30');
    assert.equal(moments('dentro de dos horas', 'es', Date.parse('2026-10-25T01:30:00+02:00'))[0]?.value, '2026-10-25T02:30');
    assert.equal(moments('hace dos horas', 'es', Date.parse('2027-03-28T03:30:00+02:00'))[0]?.value, '2027-03-28T00:30');
  });

  it('knows which day it is where the council is', () => {
    const late = Date.parse('2026-11-24T23:30:00Z');
    assert.equal(moments('hoy', 'es', late)[0]?.value, '2026-11-25');
    assert.equal(moments('hoy', 'es', late, 'Atlantic/Canary')[0]?.value, '2026-11-24');
  });

  it('leaves alone what is no date', () => {
    for (const text of ['todos los lunes', 'de lunes a viernes', 'las dos cosas', 'calle 2 de Mayo 14', 'tengo una pregunta', 'el 31 de febrero', 'mayo es bonito']) {
      const found = moments(text, 'es').map(({ value }) => value);
      assert.deepEqual(found, [], text);
    }
  });
});
