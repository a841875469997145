import assert from 'node:assert/strict';
import { pickOffered } from '../../bot/offered.ts';
import type { Entity, Understanding } from '../../bot/ports.ts';

const which = [{ id: 'article:ibi', title: 'Pagar el IBI' }, { id: 'article:ivtm', title: 'Impuesto de vehículos' }, { id: 'none', title: 'Ninguna de estas' }];
const person = [{ id: 'person', title: 'Sí, con una persona' }, { id: 'thanks', title: 'No, gracias' }];
const underAnswer = [{ id: 'start:incidencia', title: 'Avisar de una incidencia' }, { id: 'person', title: 'Hablar con una persona' }];

describe('an answer in words to choices that were offered', () => {
  it('is the title, with or without accents, or its id', () => {
    assert.equal(pickOffered('impuesto de vehiculos', which, understood())?.id, 'article:ivtm');
    assert.equal(pickOffered('article:ibi', which, understood())?.id, 'article:ibi');
  });

  it('is its number or its place', () => {
    assert.equal(pickOffered('2', which, understood(undefined, { type: 'number', text: '2', start: 0, end: 1, value: 2 }))?.id, 'article:ivtm');
    assert.equal(pickOffered('la última', which, understood(undefined, { type: 'ordinal', text: 'la última', start: 0, end: 9, value: -1 }))?.id, 'none');
    assert.equal(pickOffered('hay 2 perros sueltos en la plaza', which, understood(undefined, { type: 'number', text: '2', start: 4, end: 5, value: 2 })), undefined, 'not within a sentence');
  });

  it('is yes when there is one offer, and nothing when there are several', () => {
    assert.equal(pickOffered('sí', person, understood('yes'))?.id, 'person');
    assert.equal(pickOffered('sí', which, understood('yes')), undefined);
  });

  it('is no: the refusal that was offered, never an offer', () => {
    assert.equal(pickOffered('no', person, understood('no'))?.id, 'thanks');
    assert.equal(pickOffered('no', which, understood('no'))?.id, 'none');
    assert.equal(pickOffered('no', underAnswer, understood('no')), undefined);
  });
});

function understood(intent?: string, ...entities: Entity[]): Understanding {
  return { language: 'es', languageConfidence: 1, intents: intent === undefined ? [] : [{ name: intent, confidence: 0.95 }], entities, outOfScope: 0 };
}
