-- Which facts came, or ceased to be known, since a moment: figures are carried on from what they were then (package state, Balances).
CREATE INDEX fact_known_from ON fact (known_from);
CREATE INDEX fact_known_to ON fact (known_to) WHERE known_to < 'infinity';

-- Reports that may be the same act as another: few, and brought together when they are read.
CREATE INDEX fact_shared ON fact (state) WHERE kind = 'act' AND shared;
