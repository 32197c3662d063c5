-- The cases whose own keys an order destroys as well, as the order says.
ALTER TABLE erasure_order ADD COLUMN cases uuid[] NOT NULL DEFAULT '{}';
