import { describe, expect, test } from 'vitest';
import { questions } from '../../src/local-workspace/services/guide/questions.ts';
import { recognise } from '../../src/local-workspace/services/guide/recognise.ts';

const trips = 'samples.nyctaxi.trips';
const fares = 'main.nyctaxi.fares_by_zip';

const known: Record<string, [name: string, about: string]> = {
  'Show me the structure of samples.nyctaxi.trips': ['structure', trips],
  'show me the structure of `samples.nyctaxi.trips`.': ['structure', trips],
  'SHOW ME THE STRUCTURE OF SAMPLES.NYCTAXI.TRIPS!!': ['structure', trips],
  'What columns does samples.tpch.orders have?': ['structure', 'samples.tpch.orders'],
  'what is the schema of `main`.`nyctaxi`.`trips_clean`?': ['structure', 'main.nyctaxi.trips_clean'],
  'Describe `my-catalog`.s.t': ['structure', 'my-catalog.s.t'],
  'describe my-catalog.s.t, please': ['structure', 'my-catalog.s.t'],
  'What does samples.nyctaxi.trips look like?': ['structure', trips],
  'Can you list the columns and data types of samples.nyctaxi.trips?': ['structure', trips],
  "What's in samples.nyctaxi.trips?": ['structure', trips],
  'What are the columns of samples.nyctaxi.trips and their types?': ['structure', trips],
  'Which columns are in the trips table?': ['structure', trips],
  'samples.nyctaxi.trips テーブルの構造を教えて': ['structure', trips],
  '「samples.nyctaxi.trips テーブルの構造を教えて」': ['structure', trips],
  'ｓａｍｐｌｅｓ．ｎｙｃｔａｘｉ．ｔｒｉｐｓの構造を教えてください。': ['structure', trips],
  '`samples.nyctaxi.trips` のカラム一覧を見せて': ['structure', trips],
  'samples.tpch.ordersのスキーマを確認したい': ['structure', 'samples.tpch.orders'],
  テーブルの構造を教えて: ['structure', trips],
  'samples.nyctaxi.trips の schema を教えて': ['structure', trips],
  'samples.nyctaxi.trips にはどんな列がありますか？': ['structure', trips],

  'What is the average fare by pickup_zip?': ['fares', trips],
  'average fare per pickup zip code': ['fares', trips],
  'Please calculate the mean fare_amount for each `pickup_zip` with SQL': ['fares', trips],
  'Show me the average fare of samples.nyctaxi.trips grouped by pickup_zip': ['fares', trips],
  'Which pickup_zip has the highest average fare?': ['fares', trips],
  "What's the average taxi fare for every pick-up ZIP?": ['fares', trips],
  'average fare by pickup_zip in main.nyctaxi.trips_clean': ['fares', 'main.nyctaxi.trips_clean'],
  'pickup_zip ごとの平均運賃を SQL で集計して': ['fares', trips],
  '「pickup_zip ごとの平均運賃を SQL で集計して」': ['fares', trips],
  ｐｉｃｋｕｐ＿ｚｉｐごとの平均運賃をＳＱＬで集計してください: ['fares', trips],
  'pickup_zip別の平均料金を教えて。': ['fares', trips],
  '`pickup_zip` 毎に運賃の平均を計算して': ['fares', trips],
  '平均運賃が最も高い pickup_zip はどれですか': ['fares', trips],

  'Where does the data of main.nyctaxi.fares_by_zip come from?': ['lineage', fares],
  'where does the data in MAIN.nyctaxi.fares_by_zip come from': ['lineage', fares],
  'Show me the lineage of samples.nyctaxi.trips': ['lineage', trips],
  "What's the data lineage of the table main.nyctaxi.trips_clean?": ['lineage', 'main.nyctaxi.trips_clean'],
  'Which tables is main.nyctaxi.fares_by_zip built from?': ['lineage', fares],
  'What tables feed main.nyctaxi.fares_by_zip?': ['lineage', fares],
  'Where did the data in main.nyctaxi.fares_by_zip come from? Show its lineage.': ['lineage', fares],
  'main.nyctaxi.fares_by_zip は何から作られていますか': ['lineage', fares],
  'upstream tables of main.nyctaxi.fares_by_zip': ['lineage', fares],
  'Where does the data of a table come from?': ['lineage', fares],
  'main.nyctaxi.fares_by_zip のデータはどこから来ていますか': ['lineage', fares],
  'main.nyctaxi.fares_by_zip のデータはどこから来ていますか？': ['lineage', fares],
  'main.nyctaxi.fares_by_zip のリネージを見せて': ['lineage', fares],
  'main.nyctaxi.fares_by_zip の元データは何ですか': ['lineage', fares],
  'このテーブルのデータはどこから来たの？': ['lineage', fares],

  'Which catalogs are there?': ['catalogs', ''],
  'list catalogs': ['catalogs', ''],
  'List all the catalogs in Unity Catalog': ['catalogs', ''],
  'What catalogs do I have access to?': ['catalogs', ''],
  どんなカタログがありますか: ['catalogs', ''],
  カタログの一覧を表示して: ['catalogs', ''],

  'Which schemas are in samples?': ['schemas', 'samples'],
  'What schemas does main have?': ['schemas', 'main'],
  'list the schemas in the catalog `my-cat`': ['schemas', 'my-cat'],
  'show schemas of the main catalog': ['schemas', 'main'],
  'samples にはどんなスキーマがありますか': ['schemas', 'samples'],
  'main カタログのスキーマ一覧を教えて': ['schemas', 'main'],
  'Which schemas are there?': ['schemas', 'samples'],

  'Which tables are in samples.nyctaxi?': ['tables', 'samples.nyctaxi'],
  'List the tables in `main.nyctaxi`': ['tables', 'main.nyctaxi'],
  'What tables does samples.tpch contain?': ['tables', 'samples.tpch'],
  'samples.nyctaxi にはどんなテーブルがありますか': ['tables', 'samples.nyctaxi'],
  'main.nyctaxi スキーマのテーブル一覧': ['tables', 'main.nyctaxi'],

  'Run notebooks/sample.ipynb': ['notebook', 'notebooks/sample.ipynb'],
  'Please execute the notebook `notebooks/My-Report.ipynb`': ['notebook', 'notebooks/My-Report.ipynb'],
  'notebooks/sample.ipynb を実行して': ['notebook', 'notebooks/sample.ipynb'],
  'この Notebook を実行してください': ['notebook', 'notebooks/sample.ipynb'],
};

const unknown = [
  '',
  '?',
  'hello',
  'こんにちは',
  'What is the weather?',
  '今日の天気は？',
  'average tip by driver',
  'average tip by pickup_zip',
  'average fare by dropoff_zip',
  'average fare by zip',
  'What tables does samples.nyctaxi.trips feed?',
  'samples.nyctaxi.trips のデータはどこへ行きますか',
  'samples.nyctaxi.trips の列に説明を書いて',
  'samples.nyctaxi.trips はどこから消せますか',
  'average fare by pickup_zip and dropoff_zip',
  'average fare by pickup_zip in January 2016',
  'average fare by pickup_zip for trips longer than 5 miles',
  'lowest average fare by pickup_zip',
  'maximum fare by pickup_zip',
  'average fare without pickup_zip',
  'dropoff_zip ごとの平均運賃を集計して',
  'pickup_zip ごとの最大運賃を集計して',
  'pickup_zip ごとの平均運賃を2016年1月だけ集計して',
  'pickup_zip 以外の平均運賃',
  'drop table samples.nyctaxi.trips',
  'DROP TABLE samples.nyctaxi.trips; describe samples.nyctaxi.trips',
  'Show me the structure of samples.nyctaxi.trips and drop it',
  "Don't show me the structure of samples.nyctaxi.trips",
  'Add a column to samples.nyctaxi.trips',
  'delete the columns of samples.nyctaxi.trips',
  'samples.nyctaxi.trips テーブルを削除して',
  'samples.nyctaxi.trips の構造は教えないで',
  'samples.nyctaxi.trips の列を追加して',
  'Where does the word lineage come from?',
  'What is data lineage?',
  'What are columns?',
  'リネージとは',
  'What is downstream of samples.nyctaxi.trips?',
  'Show the structure of a.b.c and of d.e.f',
  'structure of nyctaxi.trips.a.b',
  'create a catalog',
  'drop schemas in main',
  'Which tables are in samples?',
  'Grant access to all catalogs',
  'run',
  'Run rm -rf notebooks/sample.ipynb',
  'notebooks/sample.ipynb を削除して',
  `Show me the structure of samples.nyctaxi.trips ${' please'.repeat(100)}`,
];

describe('the guide recognises', () => {
  test.each(Object.entries(known))('%s', (text, [name, about]) => {
    const found = recognise(text);
    expect([found?.question.name, found?.about]).toEqual([name, about]);
  });

  test.each(questions.flatMap(({ name, examples }) => Object.values(examples).map((text) => [text, name])))(
    'its own example: %s',
    (text, name) => {
      expect(recognise(text)?.question.name).toBe(name);
    },
  );
});

describe('the guide does not recognise', () => {
  test.each(unknown)('%s', (text) => {
    expect(recognise(text)).toBeUndefined();
  });
});
