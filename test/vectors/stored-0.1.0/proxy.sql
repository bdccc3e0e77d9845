CREATE TABLE schema (version integer not null);
CREATE TABLE reservations (
    site text not null, md5 text not null, run text not null, attempt text not null, name text not null,
    folder text, size integer not null, asset text, url text, content_type text, form text,
    owned integer not null default 1, expires_at integer, sender text, held_until integer not null default 0,
    touched_at integer not null, primary key (site, md5));
CREATE TABLE removals (
    site text not null, asset text not null, md5 text not null, due_at integer not null,
    primary key (site, asset));
CREATE TABLE suspects (
    site text not null, attempt text not null, md5 text not null, name text not null, folder text,
    since integer not null, until integer not null, looked integer not null default 0,
    primary key (site, attempt));
CREATE TABLE folders (
    site text not null, folder text not null, name text not null, parent text, assets integer not null,
    created_on text not null, primary key (site, folder));
CREATE TABLE listings (
    site text not null, kind text not null, started_at integer not null, pages integer not null, generation integer not null default 0, shifted integer not null default 0,
    primary key (site, kind));
CREATE TABLE folder_claims (
    site text not null, parent text not null, name text not null, owner text not null, until integer not null,
    primary key (site, parent, name));
CREATE TABLE tokens (
    site text not null primary key, sealed text not null, at integer not null);
CREATE TABLE used (
    site text not null, key text not null, until integer not null, primary key (site, key));
CREATE TABLE assets (
    id integer primary key autoincrement, site text not null, generation integer not null, asset text not null,
    name text not null, file_name text not null, folder text, url text, content_type text not null,
    size integer not null, alt_text text, created_on text not null, updated_on text not null,
    changed_at integer not null default 0, gone integer not null default 0, unique (site, generation, asset));
CREATE TABLE relistings (
    site text not null primary key, generation integer not null, started_at integer not null, done integer not null,
    pages integer not null, total integer not null, shifted integer not null, owner text, until integer not null);
CREATE TABLE ledger (
    site text not null, asset text not null, how text not null, md5 text not null, size integer not null,
    name text not null, folder text, url text, seen_size integer, seen_on text, at integer not null,
    primary key (site, asset, how));
CREATE TABLE probed_hosts (
    site text not null, host text not null, honest integer not null, until integer not null,
    primary key (site, host));
CREATE TABLE probed_bytes (
    site text not null primary key, hour integer not null, bytes integer not null);
CREATE TABLE probe_misses (
    site text not null, asset text not null, until integer not null, primary key (site, asset));
CREATE TABLE token_windows (
    token text not null primary key, per_window integer, window_ms integer not null default 60000,
    trust_at integer not null default 0, hold_until integer not null default 0,
    backoff_ms integer not null default 0, ask_at integer not null default 0);
CREATE TABLE token_calls (
    id integer primary key autoincrement, token text not null, sent_at integer not null, at integer not null,
    open integer not null, run text not null, gone_at integer);
CREATE TABLE token_runs (
    token text not null, run text not null, until integer not null, primary key (token, run));
insert into schema (version) values (5);
insert into reservations (site, md5, run, attempt, name, folder, size, asset, url, content_type, form, owned, expires_at, sender, held_until, touched_at) values ('65f0c0ffee00000000000001', '0340af6be433f3e476d5543f7faff96c', '00000000-0000-4000-8000-000000000001', 'c1916d8f-4c3d-4dd6-9c68-27685ec532fe', 'waiting.txt', NULL, 30, '65f0c0ffee00000000000021', 'https://cdn.example.com/65f0c0ffee00000000000021_file', 'text/plain', 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoiMThkMDBiM2MwZGNmIn0.cjf3R2hD23D9MCHj.YG3pxy9CswibSZZkqR4etoOUOmCsLzxP0jZEEDnhmci2YYppfh_y9_j_PxFjNrv4c3B4Y9WTdfa6iYTjOW39UeLAWFXaN9NYAHKXVBhNixwb3RattcQ3u7dSqqeyPt20fKYdmQocWKRWcJ8gQlqjwivIDGTuogH5Xn9_gprJy2X1bWvsdPam3WN_dkdScjUfidODPO3vSnH5EpM6CCROcc4wJTXfLhDvNAm629TQwPBn-YNDYB5KxUKnv-z4OIdzKcIxZUuF2xP4DYB36gFaKccyN_ItMQIGyH6OIEjHBfoNBjjnBtvCdpWskUhi9DwpYFQut5lzsQ.mWD4SCFNKHAxFBxi9dg5vA', 1, 1795525170000, NULL, 0, 1795521600000);
insert into reservations (site, md5, run, attempt, name, folder, size, asset, url, content_type, form, owned, expires_at, sender, held_until, touched_at) values ('65f0c0ffee00000000000001', '5dc18e38fd74b51f369858ccbb0e50b9', '00000000-0000-4000-8000-000000000001', 'attempt-claimed', 'claimed.txt', NULL, 41, NULL, NULL, NULL, NULL, 1, NULL, NULL, 1795521615000, 1795521600000);
insert into removals (site, asset, md5, due_at) values ('65f0c0ffee00000000000001', '65f0c0ffee00000000000022', 'd1c969f04a33cf46eb2659e6629dc39e', 1795521600000);
insert into suspects (site, attempt, md5, name, folder, since, until, looked) values ('65f0c0ffee00000000000001', 'attempt-suspect', 'b00bc55ec0a5b8c0598b746321c49a34', 'suspect.txt', NULL, 1795521600000, 1795521600000, 0);
insert into folders (site, folder, name, parent, assets, created_on) values ('65f0c0ffee00000000000001', '65f0c0ffee00000000000050', 'Logos', NULL, 1, '2026-11-20T10:00:00.000Z');
insert into listings (site, kind, started_at, pages, generation, shifted) values ('65f0c0ffee00000000000001', 'folders', 1795521600000, 1, 0, 0);
insert into listings (site, kind, started_at, pages, generation, shifted) values ('65f0c0ffee00000000000001', 'assets', 1795521600000, 1, 1, 0);
insert into folder_claims (site, parent, name, owner, until) values ('65f0c0ffee00000000000001', '65f0c0ffee00000000000050', 'Icons', 'a panel', 1795521660000);
insert into tokens (site, sealed, at) values ('65f0c0ffee00000000000001', 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoiMThkMDBiM2MwZGNmIn0.PB1vp-I1k6xheTqM.E2pI6l_7bkYKcL9Uf9-3tPLWWZRI.TUByJOK1HCRWzYhcidomUw', 1795521600000);
insert into used (site, key, until) values ('all', '91dab0fb700b851869ef561f9e217b5046e26c8f8ad7215569f8655c5883aaa4', 1795522500000);
insert into assets (id, site, generation, asset, name, file_name, folder, url, content_type, size, alt_text, created_on, updated_on, changed_at, gone) values (1, '65f0c0ffee00000000000001', 1, '65f0c0ffee00000000000010', 'pier.png', 'pier.png', NULL, 'https://cdn.example.com/65f0c0ffee00000000000010_pier.png', 'image/png', 1200, 'A pier', '2026-11-20T10:00:00.000Z', '2026-11-20T10:00:00.000Z', 0, 0);
insert into assets (id, site, generation, asset, name, file_name, folder, url, content_type, size, alt_text, created_on, updated_on, changed_at, gone) values (2, '65f0c0ffee00000000000001', 1, '65f0c0ffee00000000000011', 'tide.png', 'tide.png', NULL, 'https://cdn.example.com/65f0c0ffee00000000000011_tide.png', 'image/png', 900, NULL, '2026-11-20T10:00:00.000Z', '2026-11-20T10:00:00.000Z', 0, 0);
insert into assets (id, site, generation, asset, name, file_name, folder, url, content_type, size, alt_text, created_on, updated_on, changed_at, gone) values (3, '65f0c0ffee00000000000001', 1, '65f0c0ffee00000000000020', 'sent.txt', 'sent.txt', '65f0c0ffee00000000000050', 'https://cdn.example.com/65f0c0ffee00000000000020_file', 'text/plain', 28, NULL, '2026-11-24T12:00:00.000Z', '', 1795521600000, 0);
insert into assets (id, site, generation, asset, name, file_name, folder, url, content_type, size, alt_text, created_on, updated_on, changed_at, gone) values (4, '65f0c0ffee00000000000001', 2, '65f0c0ffee00000000000010', 'pier.png', 'pier.png', NULL, 'https://cdn.example.com/65f0c0ffee00000000000010_pier.png', 'image/png', 1200, 'A pier', '2026-11-20T10:00:00.000Z', '2026-11-20T10:00:00.000Z', 0, 0);
insert into relistings (site, generation, started_at, done, pages, total, shifted, owner, until) values ('65f0c0ffee00000000000001', 2, 1795521601000, 1, 1, 2, 0, 'a lister', 1795521661000);
insert into ledger (site, asset, how, md5, size, name, folder, url, seen_size, seen_on, at) values ('65f0c0ffee00000000000001', '65f0c0ffee00000000000020', 'sent', '47c3dd2affffc7cbbd1ae9612d2008f0', 28, 'sent.txt', '65f0c0ffee00000000000050', 'https://cdn.example.com/65f0c0ffee00000000000020_file', 28, '', 1795521600000);
insert into ledger (site, asset, how, md5, size, name, folder, url, seen_size, seen_on, at) values ('65f0c0ffee00000000000001', '65f0c0ffee00000000000011', 'hosted', '97dc284cf580da5ebef4aa4b47c13dce', 900, 'tide.png', NULL, 'https://cdn.example.com/65f0c0ffee00000000000011_tide.png', 900, '2026-11-20T10:00:00.000Z', 1795521600000);
insert into probed_hosts (site, host, honest, until) values ('65f0c0ffee00000000000001', 'cdn.example.com', 1, 1795608000000);
insert into probed_bytes (site, hour, bytes) values ('65f0c0ffee00000000000001', 498756, 5000);
insert into probe_misses (site, asset, until) values ('65f0c0ffee00000000000001', '65f0c0ffee00000000000010', 1795521660000);
insert into token_windows (token, per_window, window_ms, trust_at, hold_until, backoff_ms, ask_at) values ('ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 60, 60000, 0, 0, 0, 1795521661000);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (2, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521600000, 1795521600000, 0, '', 1795521600000);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (3, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521600000, 1795521600000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (4, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521600000, 1795521600000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (5, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521600000, 1795521600000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (6, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521600000, 1795521600000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (7, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521600000, 1795521600000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (8, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521600000, 1795521600000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (9, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521600000, 1795521600000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (10, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521600000, 1795521600000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (11, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521600000, 1795521600000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (12, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521600000, 1795521600000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (13, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521600000, 1795521600000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (14, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521600000, 1795521600000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (15, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521600000, 1795521600000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (16, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521600000, 1795521600000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (17, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521600000, 1795521600000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (18, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521600000, 1795521600000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (19, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521600000, 1795521600000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (20, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521600000, 1795521600000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (21, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521600000, 1795521600000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (22, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521600000, 1795521600000, 0, '', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (28, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521601000, 1795521601000, 0, '00000000-0000-4000-8000-000000000001', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (29, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521601000, 1795521601000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (30, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521601000, 1795521601000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (31, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521601000, 1795521601000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (32, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521601000, 1795521601000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (33, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521601000, 1795521601000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (34, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521601000, 1795521601000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (35, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521601000, 1795521601000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (36, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521601000, 1795521601000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (37, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521601000, 1795521601000, 0, '*', NULL);
insert into token_calls (id, token, sent_at, at, open, run, gone_at) values (38, 'ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', 1795521601000, 1795521601000, 1, '00000000-0000-4000-8000-000000000001', NULL);
insert into token_runs (token, run, until) values ('ef2101a83ba648a30e6661624ad4070da651b241c7909b9256c523dd48b4d25c', '00000000-0000-4000-8000-000000000001', 1795521603000);
delete from sqlite_sequence;
insert into sqlite_sequence (name, seq) values ('token_calls', 38);
insert into sqlite_sequence (name, seq) values ('assets', 4);
CREATE INDEX assets_by_size on assets (site, generation, size);
CREATE INDEX assets_in_order on assets (site, generation, id);
CREATE INDEX ledger_by_digest on ledger (site, md5);
CREATE INDEX token_calls_by_time on token_calls (token, at);
