import assert from 'node:assert/strict';
import { sampleMind } from '../support/house.ts';

const CONTEXT = { language: 'es', now: Date.UTC(2026, 10, 24), timeZone: 'Europe/Madrid' };

describe("the council's mind", () => {
  const { understand } = sampleMind();

  it('knows the offices of council.yaml by their names and abbreviations, in each language', async () => {
    const officesIn = async (text: string): Promise<unknown[]> => (await understand.understand(text, CONTEXT)).entities.filter(({ type }) => type === 'office').map(({ value }) => value);
    assert.deepEqual(await officesIn('¿dónde está la OAC?'), ['oac']);
    assert.deepEqual(await officesIn('quiero hablar con la oficina de atencion a la ciudadania'), ['oac']);
    assert.deepEqual(await officesIn('I want to go to Social Services'), ['sociales']);
    assert.deepEqual(await officesIn('eventos de cultura este mes'), [], 'a matter, not the name of an office');
  });

  it('reads the language of an office that is named alone, and of what is said around it', async () => {
    assert.equal((await understand.understand('social services', CONTEXT)).language, 'en');
    assert.equal((await understand.understand('I have to go to the Oficina de Atención a la Ciudadanía tomorrow', CONTEXT)).language, 'en');
    assert.equal((await understand.understand('servicios sociales', CONTEXT)).language, 'es');
  });
});
