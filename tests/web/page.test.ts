import assert from 'node:assert/strict';
import { readCouncil } from '../../app/council.ts';
import type { Week } from '../../server/contract/council.ts';
import { chatCouncil, renderCouncilPage } from '../../web/pages/council.ts';
import { hoursLines, showMonthDay } from '../../web/pages/hours.ts';
import { sentences } from '../../web/pages/sentences.ts';

const council = readCouncil('examples/benalmara');

describe('the citizens\' page', () => {
  it('says that the town is invented, and only then', () => {
    assert.match(renderCouncilPage(council, 'es'), /Benalmara no existe/);
    assert.match(renderCouncilPage(council, 'en'), /Benalmara does not exist/);
    assert.doesNotMatch(renderCouncilPage({ ...council, sample: false }, 'es'), /no existe/);
  });

  it('holds no script or style of its own, so that the strictest policy lets it be', () => {
    for (const language of council.languages) {
      const page = renderCouncilPage(council, language);
      assert.doesNotMatch(page, /<style|<script(?! src=)|\son\w+=|\sstyle=/);
      assert.match(page, /<script src="\/widget\.js" async><\/script>/);
    }
  });

  it('writes what a council is called as text', () => {
    const page = renderCouncilPage({ ...council, name: { es: 'Villa <b>"&</b>' }, address: '<script>alert(1)</script>' }, 'es');
    assert.ok(page.includes('Villa &lt;b&gt;&quot;&amp;&lt;/b&gt;'));
    assert.ok(!page.includes('<script>alert'));
  });

  it('offers the council\'s questions with their topics, on the page and in the chat', () => {
    const page = renderCouncilPage(council, 'es');
    const chat = chatCouncil(council);
    assert.ok((chat.questions.es?.length ?? 0) >= 6);
    assert.equal(chat.questions.es?.length, chat.questions.en?.length);
    for (const question of chat.questions.es ?? []) assert.ok(page.includes(`data-ventanilla-ask="${question}"`), question);
    for (const { topic } of council.questions) assert.ok(topic in council.topics, topic);
  });

  it('stands without questions, seasons or a second language', () => {
    const page = renderCouncilPage({ ...council, questions: [], seasons: [], languages: ['es'] }, 'es');
    assert.doesNotMatch(page, /id="topics"|<h4>|hreflang/);
  });
});

describe('hours as people read them', () => {
  const closed: Week = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  const say = sentences('es');

  it('put days with the same hours together and leave closed days out', () => {
    assert.deepEqual(hoursLines(council.hours, say), [
      { days: 'Lunes a jueves', ranges: '8:30–14:30 y 16:30–19:00' },
      { days: 'Viernes', ranges: '8:30–14:30' },
    ]);
    assert.deepEqual(hoursLines({ ...closed, sat: ['10:00-14:00'], sun: ['10:00-14:00'] }, say), [{ days: 'Sábado y domingo', ranges: '10:00–14:00' }]);
    assert.deepEqual(hoursLines(closed, say), []);
  });

  it('do not join days with a closed one between them', () => {
    assert.deepEqual(hoursLines({ ...closed, mon: ['9:00-14:00'], wed: ['9:00-14:00'] }, say).map(({ days }) => days), ['Lunes', 'Miércoles']);
  });

  it('name the days of a season as each language does', () => {
    assert.equal(showMonthDay('06-15', 'es'), '15 de junio');
    assert.equal(showMonthDay('06-15', 'en'), '15 June');
  });
});
