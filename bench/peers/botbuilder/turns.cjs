// The same five turns on botbuilder: memory storage, no network, typed prompts. argv: conversations. Prints turns per second.
const { ActivityTypes, ConversationState, MemoryStorage, TestAdapter, UserState } = require('botbuilder');
const { ChoicePrompt, DialogSet, DialogTurnStatus, NumberPrompt, TextPrompt, WaterfallDialog } = require('botbuilder-dialogs');

const ANSWERS = ['I want to report a problem', 'there is a pothole', 'Calle Mayor', '12', 'high'];
const conversations = Number(process.argv[2] ?? 2000);

function createBot() {
  const storage = new MemoryStorage();
  const conversationState = new ConversationState(storage);
  const userState = new UserState(storage);
  const report = userState.createProperty('report');
  const dialogs = new DialogSet(conversationState.createProperty('dialogs'));
  let finished = 0;
  dialogs
    .add(new TextPrompt('text'))
    .add(new NumberPrompt('number', async ({ recognized }) => recognized.succeeded && recognized.value > 0 && recognized.value < 1000))
    .add(new ChoicePrompt('choice'))
    .add(new WaterfallDialog('report', [
      (step) => step.prompt('text', 'What happened?'),
      (step) => keep(step, 'what', () => step.prompt('text', 'In which street?')),
      (step) => keep(step, 'street', () => step.prompt('number', { prompt: 'Which number?', retryPrompt: 'A number, please' })),
      (step) => keep(step, 'number', () => step.prompt('choice', { prompt: 'How urgent?', choices: ['low', 'medium', 'high'] })),
      async (step) => {
        await report.set(step.context, { ...step.values, urgency: step.result.value });
        await step.context.sendActivity('Noted');
        finished += 1;
        return step.endDialog();
      },
    ]));
  const adapter = new TestAdapter(async (context) => {
    const dialog = await dialogs.createContext(context);
    const { status } = await dialog.continueDialog();
    if (status === DialogTurnStatus.empty) await dialog.beginDialog('report');
    await conversationState.saveChanges(context);
    await userState.saveChanges(context);
  });
  return { adapter, finished: () => finished };
}

function keep(step, key, next) {
  step.values[key] = step.result;
  return next();
}

async function play(count, name) {
  const bot = createBot();
  const started = process.hrtime.bigint();
  for (let c = 0; c < count; c += 1) {
    const id = `${name}-${c}`;
    for (const [turn, text] of ANSWERS.entries()) {
      await bot.adapter.processActivity({
        type: ActivityTypes.Message, id: `${id}-${turn}`, text, locale: 'en-us', channelId: 'bench', serviceUrl: 'bench',
        from: { id: `user-${id}` }, recipient: { id: 'bot' }, conversation: { id },
      });
    }
    bot.adapter.activeQueue.length = 0;
  }
  if (bot.finished() !== count) throw new Error(`finished ${bot.finished()} of ${count}`);
  return (count * ANSWERS.length) / (Number(process.hrtime.bigint() - started) / 1e9);
}

play(Math.ceil(conversations / 4), 'warm')
  .then(() => play(conversations, 'run'))
  .then((turnsPerSecond) => console.log(JSON.stringify({ turnsPerSecond })));
