-- An archive of millions is not done within a statement's usual time
set local statement_timeout = '1h';
