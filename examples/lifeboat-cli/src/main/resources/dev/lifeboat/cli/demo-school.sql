-- The demo's school: made up, and the same every time.
CREATE TYPE stage AS ENUM ('lower', 'middle', 'upper');
CREATE TABLE teacher (
    id    integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name  text NOT NULL,
    email text UNIQUE CHECK (email LIKE '%@%')
);
CREATE TABLE subject (
    id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text NOT NULL UNIQUE,
    teacher_id integer NOT NULL REFERENCES teacher
);
CREATE TABLE pupil (
    id      integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name    text NOT NULL,
    form    text NOT NULL,
    stage   stage NOT NULL,
    born    date NOT NULL,
    profile jsonb NOT NULL DEFAULT '{}',
    photo   bytea
);
COMMENT ON TABLE pupil IS 'Whoever learns here';
CREATE INDEX pupil_by_form ON pupil (form, name);
CREATE TABLE mark (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    pupil_id   integer NOT NULL REFERENCES pupil ON DELETE CASCADE,
    subject_id integer NOT NULL REFERENCES subject,
    points     smallint NOT NULL CHECK (points BETWEEN 0 AND 15),
    given      date NOT NULL
);
CREATE INDEX mark_by_pupil ON mark (pupil_id, given);
CREATE TABLE absence (
    pupil_id integer NOT NULL REFERENCES pupil,
    day      date NOT NULL,
    reason   text
) PARTITION BY RANGE (day);
CREATE TABLE absence_before PARTITION OF absence FOR VALUES FROM (MINVALUE) TO ('2026-09-01');
CREATE TABLE absence_since PARTITION OF absence FOR VALUES FROM ('2026-09-01') TO (MAXVALUE);
CREATE VIEW report AS
    SELECT p.name, p.form, s.name AS subject, round(avg(m.points), 1) AS points
    FROM mark m JOIN pupil p ON p.id = m.pupil_id JOIN subject s ON s.id = m.subject_id
    GROUP BY p.id, s.id;
CREATE MATERIALIZED VIEW form_size AS SELECT form, count(*) AS pupils FROM pupil GROUP BY form;
CREATE FUNCTION average(p integer) RETURNS numeric LANGUAGE sql STABLE
    AS $$ SELECT avg(points) FROM mark WHERE pupil_id = p $$;

INSERT INTO teacher (name, email)
    SELECT 'Teacher ' || n, 'teacher' || n || '@school.example' FROM generate_series(1, 25) n;
INSERT INTO subject (name, teacher_id)
    SELECT name, n FROM unnest(ARRAY['Art', 'Biology', 'Chemistry', 'English', 'French', 'Geography',
        'History', 'Latin', 'Mathematics', 'Music', 'Physics', 'Sports']) WITH ORDINALITY AS s (name, n);
INSERT INTO pupil (name, form, stage, born, profile, photo)
    SELECT 'Pupil ' || n || CASE WHEN n % 40 = 0 THEN E' n\u00e9e O''\u00d6l' ELSE '' END,
        5 + n % 8 || chr(97 + n % 3),
        (ARRAY['lower', 'middle', 'upper']::stage[])[1 + (n % 8) / 3],
        DATE '2009-01-01' + n * 7,
        jsonb_build_object('bus', n % 9, 'likes', jsonb_build_array('chess', 'tea')),
        CASE WHEN n % 4 = 0 THEN decode(repeat(md5(n::text), 60), 'hex') END
    FROM generate_series(1, 400) n;
INSERT INTO mark (pupil_id, subject_id, points, given)
    SELECT 1 + n % 400, 1 + (n / 400) % 12, (n * 7) % 16, DATE '2026-01-12' + n % 180
    FROM generate_series(1, 4800) n;
INSERT INTO absence SELECT 1 + (n * 29) % 400, DATE '2026-01-12' + n % 240,
        CASE WHEN n % 5 <> 0 THEN 'ill' END FROM generate_series(1, 1500) n;
REFRESH MATERIALIZED VIEW form_size;
ANALYZE;
